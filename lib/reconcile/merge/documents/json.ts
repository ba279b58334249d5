import type { Language } from '../structured.ts';
import { apply } from './write/index.ts';
import { jsonComments, readJson } from './read/index.ts';

/** JSON, with comments and trailing commas if the text has them. */
export const json: Language = { parse: readJson, apply, comments: jsonComments };
