/**
 * Parses JSON and YAML into trees with the position of each value and comment in the text. A text that cannot be parsed
 * gives null and is then merged by line.
 */
export { commaIn } from './gaps.ts';
export { jsonComments, readJson } from './json.ts';
export { readYaml, yamlComments } from './yaml.ts';
