import { zones } from '@lab/zones';
import { createRequire } from 'node:module';
import { roles } from './roles.ts';

export function accounts(): string[] {
  return roles.flatMap((role) => zones.map((zone) => `${role} of the ${zone}`));
}

// Another one than the API's.
export function versionOfMs(): string {
  return createRequire(import.meta.url)('ms/package.json').version;
}
