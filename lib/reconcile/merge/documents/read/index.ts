/**
 * Reads JSON and YAML into trees with the place of each value and comment in the text. A text that cannot be
 * understood gives null, and is then merged by line.
 */
export { commaIn } from './gaps.ts';
export { jsonComments, readJson } from './json.ts';
export { readYaml, yamlComments } from './yaml.ts';
