import type { Language } from '../structured.ts';
import { apply } from './write/index.ts';
import { readYaml, yamlComments } from './read/index.ts';

/** YAML of one document. */
export const yaml: Language = { parse: readYaml, apply, comments: yamlComments };
