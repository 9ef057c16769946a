import { note } from './note.ts';

note('works');
const timer = setInterval(() => note('works'), 1000);
process.once('SIGTERM', () => clearInterval(timer));
