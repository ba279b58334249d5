/**
 * Reads YAML as PyYAML does: scalars by the rules of YAML 1.1, merge keys, and the place of each value. Size, depth,
 * and repeated aliases are limited. Text from a contract is quoted before it is part of a message.
 */
export { MAX_CONTRACT_LENGTH, MAX_ISSUES, parseYaml, type YamlSource } from './parse.ts';
