export * from './model.ts';
export { findingOf, formatFinding, formatIssue, type Finding } from './format-issue.ts';
export * from './conflict/index.ts';
export * from './graph/index.ts';
export { ContractError, loadContract, loadReading, originOf, shortPath } from './load-contract.ts';
export { readContract, readSource } from './read-contract.ts';
export { messageFields } from './message-fields.ts';
export { conditionHolds, type Decidable } from './machine/evaluate.ts';
export {
  fieldPlace,
  keyPlace,
  operationPlace,
  settingPlace,
  stepPlace,
  textPlace,
  transitionPlace,
  type Finder,
} from './places.ts';
export { classNameOf, parseKind } from './read/sections/index.ts';
export { DEFINITION_PATHS, definitionsWith } from './read/types/index.ts';
export { fitter } from './read/values/index.ts';
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
// Commands of the generator name the groups that a removed node leaves on the broker.
export { groupOf, type GroupName } from '../event-bus/wire/topics/index.ts';
export { eventTypeOf } from './resolve/workflow.ts';
export { completedTopicOf } from './workflow/completed-topic.ts';
export { findCycle, type GraphNode } from './workflow/graph.ts';
export { stepLimitsOf } from './workflow/driven-nodes.ts';
export { operationLimitMs, SESSION_TIMEOUT_MS, stepTimeoutMs } from './workflow/step-limits.ts';
export { isAssignable, type TypeIn } from './types/assignable.ts';
export type { TextFormat } from './types/names/formats.ts';
export { namesIn, namesOf, namesWithin } from './types/names/model-names.ts';
export { notationOf } from './types/notation.ts';
export { parseType } from './types/parse/parse-type.ts';
export { NotationError } from './types/parse/tokens.ts';
export { admitsNull } from './types/names/union.ts';
export { MAX_CONTRACT_LENGTH, MAX_ISSUES, parseYaml } from './yaml/parse.ts';
export type { YamlSource } from './yaml/parse.ts';
export { formatPath } from './yaml/format-path.ts';
export { schemasOf, type SchemaOf, type ZodLibrary } from './zod/schemas-of.ts';
