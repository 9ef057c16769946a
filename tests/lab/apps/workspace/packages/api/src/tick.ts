import { note } from './note.ts';

note('ticked');
