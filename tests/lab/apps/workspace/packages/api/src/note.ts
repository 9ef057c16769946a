import { appendFileSync, readFileSync } from 'node:fs';

// As seen from the package's folder, wherever the image is run.
const file = 'notes/log';

export function note(line: string): void {
  appendFileSync(file, `${line}\n`);
}

export function notes(): string[] {
  return readFileSync(file, 'utf8').trimEnd().split('\n');
}
