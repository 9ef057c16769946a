// Writes dist/ as Vite does: the digest of a file stands in its name, below assets/, and index.html names it.
const { createHash } = require('node:crypto');
const fs = require('node:fs');

fs.rmSync('dist', { recursive: true, force: true });
fs.mkdirSync('dist/assets', { recursive: true });
const code = fs.readFileSync('src/main.js');
const asset = `assets/index-${createHash('sha256').update(code).digest('hex').slice(0, 8)}.js`;
fs.writeFileSync(`dist/${asset}`, code);
fs.writeFileSync('dist/robots.txt', 'User-agent: *\nDisallow: /api/\n');
const page = fs.readFileSync('index.html', 'utf8');
fs.writeFileSync('dist/index.html', page.replace('/src/main.js', `/${asset}`));
