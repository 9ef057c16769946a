const http = require('node:http');
const { query } = require('./mysql');

const routes = {
  'GET /api/health': async () => {
    await query('SELECT 1');
    return { database: 'ok' };
  },
  'GET /api/books': async () => ({ books: (await query('SELECT title FROM books ORDER BY id')).map((row) => row[0]) }),
  'POST /api/books': async (request, body) => {
    const title = JSON.parse(body).title.replace(/[^\p{L}\p{N} ]/gu, '');
    await query(`INSERT INTO books (title) VALUES ('${title}')`);
    return { title };
  },
  'GET /api/reminders': async () => ({ users: (await query('SELECT by_user FROM reminders')).map((row) => Number(row[0])) }),
  'POST /api/size': async (request, body) => ({ bytes: body.length }),
  'GET /api/request': async (request) => ({
    host: request.headers.host,
    scheme: request.headers['x-forwarded-proto'],
    client: request.headers['x-forwarded-for'],
    user: process.getuid(),
    secret: process.env.JWT_SECRET.length,
  }),
  'GET /swagger/': async (request) => ({ openapi: '3.1.0', authorization: request.headers.authorization ?? null }),
};

const server = http.createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', async () => {
    const answer = (status, value) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    const handler = routes[`${request.method} ${request.url}`];
    if (!handler) { answer(404, { error: 'no such path' }); return; }
    try {
      answer(200, await handler(request, Buffer.concat(parts)));
    } catch (error) {
      answer(503, { error: error.message });
    }
  });
});
server.listen(Number(process.env.PORT), '0.0.0.0');
process.on('SIGTERM', () => server.close(() => process.exit(0)));
