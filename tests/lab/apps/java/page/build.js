// Leaves what a build of Next.js leaves: a server with all that it needs, and files that belong beside it.
const fs = require('node:fs');

for (const folder of ['.next/standalone', '.next/static/chunks']) fs.mkdirSync(folder, { recursive: true });
fs.copyFileSync('src/server.js', '.next/standalone/server.js');
fs.writeFileSync('.next/static/chunks/page-0a1b2c.js', 'console.log("a page");\n');
