// As the server of a standalone build: listens where HOSTNAME and PORT say, keeps what it has made in .next/cache.
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');

process.chdir(__dirname);
http
  .createServer((request, response) => {
    const url = request.url.split('?')[0];
    if (url.startsWith('/_next/static/')) {
      const file = path.join('.next/static', path.normalize(url.slice('/_next/static/'.length)));
      response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
      fs.createReadStream(file).on('error', () => response.writeHead(404).end()).pipe(response);
    } else if (url === '/_next/image') {
      fs.writeFileSync('.next/cache/picture', 'smaller\n');
      response.end(fs.readFileSync('.next/cache/picture'));
    } else if (url === '/robots.txt') {
      response.end(fs.readFileSync('public/robots.txt'));
    } else {
      response.end(`a page that asks ${process.env.API}\n`);
    }
  })
  .listen(process.env.PORT, process.env.HOSTNAME);
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
