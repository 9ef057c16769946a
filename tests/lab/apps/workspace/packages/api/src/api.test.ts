import { accounts } from '@lab/accounts';
import { equal } from 'node:assert/strict';
import { test } from 'node:test';

test('every role has every zone', () => {
  equal(accounts().length, 4);
});
