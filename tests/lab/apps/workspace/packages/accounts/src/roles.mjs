// Writes code when the packages are installed, as generators of database clients do.
import { writeFileSync } from 'node:fs';

writeFileSync(new URL('roles.ts', import.meta.url), "export const roles = ['reader', 'librarian'];\n");
