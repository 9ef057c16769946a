// mermaid.mjs MODULES FILE...: parses mermaid diagrams; ends with 1 and the parser's words for a bad one.
// MODULES: the folder whose node_modules holds mermaid and jsdom.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, ...files] = process.argv.slice(2);
const { JSDOM } = createRequire(path.resolve(modules, 'x.js'))('jsdom');
const { window } = new JSDOM('<body></body>');
globalThis.window = window;
globalThis.document = window.document;
const entry = path.resolve(modules, 'node_modules/mermaid/dist/mermaid.core.mjs');
const { default: mermaid } = await import(pathToFileURL(entry));

let failed = false;
for (const file of files) {
  try {
    await mermaid.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    failed = true;
    console.log(error.message);
  }
}
process.exit(failed ? 1 : 0);
