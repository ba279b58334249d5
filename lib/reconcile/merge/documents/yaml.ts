import type { Language } from '../structured.ts';
import { apply } from './write/apply.ts';
import { readYaml, yamlComments } from './read/yaml.ts';

/** YAML of one document. */
export const yaml: Language = { parse: readYaml, apply, comments: yamlComments };
