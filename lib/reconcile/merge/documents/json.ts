import type { Language } from '../structured.ts';
import { apply } from './write/apply.ts';
import { jsonComments, readJson } from './read/json.ts';

/** JSON, with comments and trailing commas where the text has them. */
export const json: Language = { parse: readJson, apply, comments: jsonComments };
