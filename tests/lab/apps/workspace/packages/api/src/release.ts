import { note } from './note.ts';

note('released');
