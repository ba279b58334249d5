import { quote } from 'onex-cli-kit';
import { messageFields } from '../../../message-fields.ts';
import type { Contract, Field, WorkflowStep } from '../../../model.ts';
import { stepPlace } from '../../../places.ts';
import { isAssignable, notationOf } from '../../../types/index.ts';
import { about, type GraphFinding, type MeshNode, type NodeCode } from '../../mesh/index.ts';
import { nodeOfStep, operationOfStep, stepsBefore } from './step-target.ts';

/** What a step may take the fields of its command from. Null for any field. */
interface Source {
  readonly fields: readonly Field[] | null;
  readonly contract: Contract;
}

/**
 * Required fields of a step's command that nothing before the step gives, or gives as another type, where the code that
 * was generated for the step is still what makes the command. Code that its owner wrote is the compiler's to check. A
 * placeholder that waits for its owner is a warning; code of an older contract is an error.
 */
export function stepFieldFaults(
  step: WorkflowStep,
  asker: MeshNode,
  node: MeshNode,
  others: readonly MeshNode[],
): readonly GraphFinding[] {
  const operation = operationOfStep(step, node.contract);
  const wanted = operation === null ? null : messageFields(node.contract, operation, 'input');
  const handler = asker.code && handlerOf(asker.code, step.id);
  if (operation === null || wanted === null || handler == null || !isGenerated(handler.text)) return [];
  const sources = sourcesOf(step, asker, others);
  return wanted.flatMap((field): GraphFinding[] => {
    const { required, default: byDefault, name } = field;
    if (!required || byDefault !== undefined || isWritten(handler.text, name)) return [];
    const given = sources.flatMap((source) => typesIn(source, name));
    if (given === undefined || given.some((one) => one === 'any')) return [];
    const known = given.filter((one) => one !== 'any');
    const to = { type: field.type, definitions: node.contract.definitions };
    if (known.some((one) => isAssignable(one, to))) return [];
    const [first] = known;
    const why = first === undefined ? ', for which no earlier step has a value' : otherType(field, first);
    const message =
      `step ${quote(step.id)} of ${asker.contract.name} asks ${node.contract.name} to ${operation}, ` +
      `which requires the field ${quote(name)}${why}; give it a value in ${handler.path}`;
    return [
      about(isPlaceholder(handler.text, name) ? 'warning' : 'error', 'field', message, {
        topic: step.commandTopic,
        nodes: [asker, node],
        step: step.id,
        operation,
        place: stepPlace(step.id, 'operation'),
      }),
    ];
  });
}

/** How the types of a field differ. A type without a name in the notation of contracts is not named. */
function otherType(wanted: Field, given: Given): string {
  const [to, from] = [notationOf(wanted.type), notationOf(given.type)];
  if (to === null || from === null || to === from) return ', which the workflow has with another type';
  return ` as ${to}, and the workflow has it as ${from}`;
}

type Given = Parameters<typeof isAssignable>[0];

/** Types of a field in a source. */
function typesIn({ fields, contract }: Source, name: string): readonly (Given | 'any')[] {
  if (fields === null) return ['any'];
  const field = fields.find((one) => one.name === name);
  if (field === undefined) return [];
  return field.type.kind === 'any' ? ['any'] : [{ type: field.type, definitions: contract.definitions }];
}

/** What the workflow starts with, and the results of the steps before. */
function sourcesOf(step: WorkflowStep, asker: MeshNode, others: readonly MeshNode[]): readonly Source[] {
  const { contract } = asker;
  const starts = contract.operations.filter(
    ({ name }) => step.forOperations.length === 0 || step.forOperations.includes(name),
  );
  const earlier = stepsBefore(contract, step.id).flatMap(
    (id) => contract.workflow?.steps.find((one) => one.id === id) ?? [],
  );
  return [
    ...(starts.length === 0
      ? [{ fields: null, contract }]
      : starts.map(({ name }) => ({ fields: messageFields(contract, name, 'input'), contract }))),
    ...earlier.map((before) => resultOf(before, others, contract)),
  ];
}

function resultOf(step: WorkflowStep, others: readonly MeshNode[], own: Contract): Source {
  const contract = nodeOfStep(step, others)?.contract;
  const operation = contract && operationOfStep(step, contract);
  if (contract === undefined || operation == null) return { fields: null, contract: own };
  return { fields: messageFields(contract, operation, 'output'), contract };
}

/** The file that makes the command of a step; null where there is none. */
function handlerOf(code: NodeCode, id: string): { readonly path: string; readonly text: string } | null {
  for (const path of code.list('handlers')) {
    const text = path.endsWith('.ts') ? code.read(path) : null;
    if (text !== null && text.includes(`'${id}'>({`)) return { path, text };
  }
  return null;
}

/** Whether the command is an object with its fields one by one, as the generator writes it. */
function isGenerated(text: string): boolean {
  const command = /\bcommand: \([^)]*\) =>\s*\(\{([\s\S]*?)\}\)/.exec(text)?.[1];
  return command !== undefined && !command.includes('...');
}

/** Whether the code says itself that the field has no value yet. */
function isPlaceholder(text: string, field: string): boolean {
  return text.includes(`missingValue(import.meta.url, '${field}')`);
}

/** Whether the owner gives the field a value: it is named elsewhere than where the generator passes it on. */
function isWritten(text: string, field: string): boolean {
  const name = field.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  const key = `(?:${name}|'${name}'|"${name}")`;
  const value = `[\\w.?[\\]'"]*(?:\\.${name}|\\[${key}\\])`;
  const missing = `missingValue\\([^)]*\\)`;
  // The value ends with the member: `lines: start.input.lines.map(…)` is the owner's.
  const passed = new RegExp(`${key}: (?:(?:${value}|${missing})(?: \\?\\? )?)+(?=\\s*(?:[,}]|$))`, 'g');
  const rest = text.replaceAll(/\bunfilled: \[[^\]]*\]/g, '').replaceAll(passed, '');
  return new RegExp(`(?<![\\w$])${name}(?![\\w$])`).test(rest);
}
