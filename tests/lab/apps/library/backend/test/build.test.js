const assert = require('node:assert');
const test = require('node:test');

test('every variable of the stack is there', () => assert.ok(process.env.DB_HOST));
