export * from './model.ts';
export { formatIssue } from './format-issue.ts';
export { ContractError, loadContract } from './load-contract.ts';
export { readContract } from './read-contract.ts';
export { parseKind } from './read/identity.ts';
export {
  categoryOf,
  eventNameOf,
  kebab,
  obeysTopicRule,
  producerOf,
  tellsFailure,
  topicName,
} from './read/topic-names.ts';
export * from './samples/index.ts';
export { eventTypeOf } from './resolve/workflow.ts';
export { findCycle, type GraphNode } from './workflow/graph.ts';
export type { TextFormat } from './types/formats.ts';
export { parseType } from './types/parse-type.ts';
export { NotationError } from './types/tokens.ts';
export { admitsNull } from './types/union.ts';
export { MAX_CONTRACT_LENGTH, MAX_ISSUES, parseYaml } from './yaml/parse.ts';
export type { YamlSource } from './yaml/parse.ts';
export { formatPath, quote, visible } from './yaml/quote.ts';
export { schemasOf, type SchemaOf, type ZodLibrary } from './zod/schemas-of.ts';
