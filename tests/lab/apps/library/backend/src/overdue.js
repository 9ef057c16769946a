// The daily job: it has the container's variables, and is nobody special.
const { query } = require('./mysql');

if (!process.env.SLACK_TOKEN) throw new Error('no SLACK_TOKEN');
query(`INSERT INTO reminders (by_user) VALUES (${process.getuid()})`);
