import { accounts, versionOfMs } from '@lab/accounts';
import bcrypt from 'bcrypt';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { notes } from './note.ts';

const require = createRequire(import.meta.url);

const answers: Record<string, () => unknown> = {
  '/api/health': () => 'well',
  '/api/accounts': accounts,
  '/api/hash': () => bcrypt.compareSync('word', bcrypt.hashSync('word', 4)),
  '/api/ms': () => [require('ms/package.json').version, versionOfMs()],
  '/api/packages': () => ({
    packages: readdirSync('..'),
    modules: readdirSync('../../node_modules').filter((name) => !name.startsWith('.')),
    links: readdirSync('../../node_modules/@lab'),
  }),
  '/api/notes': () => [...new Set(notes())],
};

const server = createServer((request, response) => {
  const answer = answers[request.url ?? ''];
  response.statusCode = answer === undefined ? 404 : 200;
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(answer?.() ?? 'not found'));
}).listen(Number(process.env.PORT));
process.once('SIGTERM', () => server.close());
