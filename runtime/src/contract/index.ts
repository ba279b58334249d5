/**
 * Contracts: reads `contract.yaml` into one model, and answers questions about it. The generator and the runtime share
 * this folder, and no other part of the runtime is used by the generator. `readContract` never throws: it returns a
 * model or findings, each with a place in the file. It must not know nodes at run time, the bus, or stores.
 */
export * from './model.ts';
export { findingOf, formatFinding, formatIssue, type Finding } from './format-issue.ts';
export * from './conflict/index.ts';
export * from './graph/index.ts';
export { ContractError, loadContract, loadReading, originOf, shortPath } from './load-contract.ts';
export { readContract, readSource } from './read-contract.ts';
export { messageFields } from './message-fields.ts';
export { conditionHolds, type Decidable } from './machine/index.ts';
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
export { eventTypeOf } from './resolve/index.ts';
export { completedTopicOf, findCycle, type GraphNode } from './workflow/index.ts';
export { stepLimitsOf } from './workflow/driven-nodes.ts';
export { operationLimitMs, SESSION_TIMEOUT_MS, stepTimeoutMs } from './workflow/step-limits.ts';
export { isAssignable, type TypeIn, notationOf } from './types/index.ts';
export { type TextFormat, admitsNull } from './types/names/index.ts';
export { namesIn, namesOf, namesWithin } from './types/names/model-names.ts';
export { parseType, NotationError } from './types/parse/index.ts';
export { MAX_CONTRACT_LENGTH, MAX_ISSUES, parseYaml, type YamlSource } from './yaml/index.ts';
export { formatPath } from './yaml/format-path.ts';
export { schemasOf, type SchemaOf, type ZodLibrary } from './zod/index.ts';
