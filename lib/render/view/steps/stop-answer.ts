import { isAssignable, type Contract, type Field, type FieldType } from 'onex-runtime/contract';
import { propertyAccess, expression, type Expression } from '../../text/index.ts';
import { answerOf, missingValue, type Answer, type OperationView } from '../operations/index.ts';
import type { StepMessages } from './messages.ts';
import { firstOf, findValue, type Source } from './payload.ts';
import { fieldsOf, isAlwaysAssignable, type Definitions } from '../source/index.ts';

interface StopOptions {
  readonly contract: Contract;
  /** The operation that starts the workflow; null: there are several or none. */
  readonly start: OperationView | null;
  readonly messages: ReadonlyMap<string, StepMessages>;
  readonly outputModel: string;
}

export interface StopAnswer extends Answer {
  /** Required fields that exist only if a conditional step has run. */
  readonly unsure: readonly string[];
}

/**
 * Returns the result of a workflow. Each field comes from the last step whose result has a field of that name and a
 * matching type, otherwise from the workflow's input. A required field without a source is never invented.
 */
export function stopAnswer({ contract, start, messages, outputModel }: StopOptions): StopAnswer {
  const { definitions } = contract;
  const steps = contract.workflow?.steps ?? [];
  const startSource: Source = {
    expression: 'context.start.input',
    root: 'context',
    sure: true,
    message: { fields: start?.input ?? null, definitions },
  };
  const results = steps.toReversed().map(({ id }): Source => ({
    expression: propertyAccess('context.results', id),
    root: 'context',
    sure: false,
    message: messages.get(id)?.reply ?? { fields: null, definitions },
  }));
  const always = new Set(
    steps
      .filter(({ condition }) => condition === null)
      .map(({ id }) => propertyAccess('context.results', id)),
  );
  const unsure: string[] = [];
  const to = { type: outputModel, fields: start?.output ?? null, definitions };
  const fromSources = (field: Field): Expression | null => {
    const fitting = [...results, startSource].filter(({ message }) => isGiven(field, message, to));
    const found = findValue(field, to, fitting, outputModel);
    if (found === null) return null;
    const isNeeded = field.required && field.default === undefined;
    if (!isNeeded || (found.sure && found.typed))
      return expression(firstOf(found.alternatives, found.cast), ...found.uses);
    if (!found.typed || !fitting.some((source) => always.has(source.expression) && isThere(field, source)))
      unsure.push(field.name);
    const end = missingValue(field.name);
    const cast = isAllOptional(field.type, definitions) ? null : found.cast;
    return expression(firstOf([...found.alternatives, end.source], cast), ...found.uses, ...end.uses);
  };
  const answer = answerOf({
    input: null,
    output: to.fields,
    open: [
      expression('workflow_id: context.workflowId', 'context'),
      expression('results: context.results', 'context'),
    ],
    before: '    return new StopEvent('.length,
    known: (field) => ofContext(field) ?? fromSources(field),
  });
  return Object.assign(answer, { unsure });
}

/** Whether an existing source always has the field. */
function isThere({ name }: Field, { message: { fields } }: Source): boolean {
  const given = fields?.find((field) => field.name === name);
  return given !== undefined && (given.required || (given.default !== undefined && given.default !== null));
}

/** Whether a source certainly has a value for a field. A source with unknown fields may have it. */
function isGiven(field: Field, { fields, definitions }: Source['message'], to: Source['message']): boolean {
  const given = fields?.find(({ name }) => name === field.name);
  if (fields === null) return true;
  return (
    given !== undefined &&
    isAlwaysAssignable(given.type, field.type) &&
    isAssignable({ type: given.type, definitions }, { type: field.type, definitions: to.definitions })
  );
}

/**
 * Whether TypeScript accepts any value except null and undefined for a type: that of a model without required fields.
 */
function isAllOptional(type: FieldType, definitions: Definitions): boolean {
  const named = type.kind === 'named' ? fieldsOf(type.name, definitions) : null;
  const fields = type.kind === 'model' ? type.fields : (named ?? []);
  return fields.length > 0 && fields.every((field) => !field.required && field.default === undefined);
}

function ofContext({ name, type }: Field): Expression | null {
  const isText = type.kind === 'uuid' || (type.kind === 'string' && type.constraints === undefined);
  if (name === 'workflow_id' && isText) return expression('context.workflowId', 'context');
  if (name === 'correlation_id' && isText) return expression('context.correlationId', 'context');
  const isOpen = type.kind === 'object' || (type.kind === 'record' && type.value.kind === 'any');
  return name === 'results' && isOpen ? expression('context.results', 'context') : null;
}
