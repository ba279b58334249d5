/**
 * Keys that the reader may drop in silence, each with the reason. `*` is one key or index, and `**` any number of them.
 * A key whose value could change what a node does must not be here.
 */
const WHERE_PYTHON = 'It says where Python finds code, and the code of a node here is in its own files.';
const VERSION =
  'It is the version of a section of the contract, and all versions of a section are read in one way.';
const PROSE = 'It is text for people.';
const PROOF = 'It says who works on the contract and what proves the work.';
const NAME = 'It names an entry for people; nothing refers to the name.';
const SAID_TWICE = 'It can have one value only.';

const FOR_PEOPLE: readonly (readonly [string, string])[] = [
  ['author', PROSE],
  ['changelog.**', PROSE],
  ['created', PROOF],
  ['documentation_url', PROSE],
  ['dod_evidence.**', PROOF],
  ['golden_path.**', PROOF],
  ['license', PROSE],
  ['metadata.**', 'It is the record of other tools; description and tags are read.'],
  ['related_tickets.**', PROOF],
  ['status', PROOF],
  ['ticket', PROOF],
  ['title', PROSE],
  ['updated', PROOF],
  ['contract_schema_version.**', VERSION],
  ['contract_schema_version', VERSION],
  ['fingerprint', 'Registries of contracts write it, and a node computes the hash of its own contract.'],
  ['id', 'Registries of contracts write it.'],
  ['schema_version', VERSION],
  ['schema_version.**', VERSION],
  ['uuid', 'Registries of contracts write it; the id of a running node comes from its name and instance.'],
  ['*.**.version', VERSION],
  ['*.**.version.*', VERSION],
  ['**.operation_version.*', VERSION],
  ['**.operation_version', VERSION],
  ['**.state_machine_version.*', VERSION],
  ['**.workflow_version.*', VERSION],
  ['**.workflow_version', VERSION],
  ['*.**.description', PROSE],
  ['*.**.title', PROSE],
  ['*.**.notes', PROSE],
  ['*.**.examples.**', PROSE],
  ['config.name', WHERE_PYTHON],
  ['config.module', WHERE_PYTHON],
  ['definitions.**.enum_class', WHERE_PYTHON],
  ['definitions.**.type', 'A definition with properties is an object, whatever else it says.'],
  ['annotations.definitions.**.type', 'A definition with properties is an object, whatever else it says.'],
  ['**.nullable', 'The type beside it takes every value, null among them.'],
  ['dependencies.**.class_name', WHERE_PYTHON],
  ['dependencies.**.function', WHERE_PYTHON],
  ['dependencies.**.library', WHERE_PYTHON],
  ['dependencies.**.package', WHERE_PYTHON],
  ['dependencies.**.reason', PROSE],
  ['descriptor.handler_kind', 'It repeats the kind, which node_type says.'],
  ['descriptor.node_archetype', 'It repeats the kind, which node_type says.'],
  ['descriptor.purity', PROSE],
  ['effect_operations.subcontract_name', NAME],
  ['externally_produced_topics.*.producer', PROSE],
  ['externally_consumed_topics.*.consumer', PROSE],
  ['handler_routing.entry_point.**', WHERE_PYTHON],
  ['input_state.object_type', SAID_TWICE],
  ['output_state.object_type', SAID_TWICE],
  ['io_operations.*.complexity', PROSE],
  ['io_operations.*.operation_type', 'The name of the operation is written beside it.'],
  ['operations.*.complexity', PROSE],
  ['operations.*.transport', PROSE],
  ['runtime_dispatch.external_trigger', PROSE],
  ['runtime_dispatch.reason', PROSE],
  ['**.states.*.state_type', 'Only the types of terminal states have a meaning.'],
  ['**.states.*.is_recoverable', 'It is false in every terminal state.'],
  ['**.transitions.*.transition_name', NAME],
  ['**.conditions.*.condition_name', NAME],
  ['**.conditions.*.condition_type', 'The expression of the condition says how it is decided.'],
  ['**.actions.*.action_type', 'Two types have a meaning; the code of any other action is the owner’s.'],
  ['**.*_actions.*.action_type', 'Two types have a meaning; the code of any other action is the owner’s.'],
  ['**.state_machine_name', NAME],
  ['workflow_coordination.**.workflow_metadata.*', PROSE],
  ['workflow_coordination.**.workflow_metadata.tags.*', PROSE],
];

const PATTERNS = FOR_PEOPLE.map(([pattern, reason]) => ({ pattern, matches: matcher(pattern), reason }));

/** Every entry of the list. */
export const PATTERNS_FOR_PEOPLE: readonly (readonly [string, string])[] = FOR_PEOPLE;

/** @returns why nothing follows a key that is dropped in silence; null: there is no reason. */
export function reasonFor(key: string): string | null {
  return PATTERNS.find(({ matches }) => matches.test(key))?.reason ?? null;
}

function matcher(pattern: string): RegExp {
  const [first = '', ...others] = pattern.split('.');
  const part = (text: string): string => text.replaceAll('*', '[^.]*');
  const start = first === '**' ? '(?:[^.]+\\.)*[^.]+' : part(first);
  const rest = others.map((text) => (text === '**' ? '(?:\\.[^.]+)*' : `\\.${part(text)}`));
  return new RegExp(`^${start}${rest.join('')}$`);
}
