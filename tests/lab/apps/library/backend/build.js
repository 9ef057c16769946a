// Stands for the TypeScript compiler: dist/ is made of src/.
const fs = require('node:fs');

fs.rmSync('dist', { recursive: true, force: true });
fs.cpSync('src', 'dist', { recursive: true });
