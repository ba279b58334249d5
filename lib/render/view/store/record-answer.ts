import type { Field } from 'onex-runtime/contract';
import { propertyAccess, propertyKey, expression, type Expression } from '../../text/index.ts';
import { answerOf, fromInput, SPREAD, type Answer, type OperationView } from '../operations/index.ts';
import { isAlwaysAssignable } from '../source/index.ts';
import { idField, isStored, takesMadeId, withoutNull, type RecordUse } from './records.ts';

/** How an operation uses a record. */
export interface RecordPlan {
  readonly use: RecordUse;
  /** Expression for the record's id from the input. */
  readonly idSource: Expression;
  /** Field of the result that contains the id; null: none. */
  readonly answersId: string | null;
  /** Field of the input that may name the record; null: none. */
  readonly takesId: string | null;
  readonly answer: Answer;
}

interface PlanOptions {
  readonly operation: OperationView;
  readonly use: RecordUse;
  /** Name of the node in snake case. */
  readonly node: string;
  /** Input fields of the operation that creates records; null: there is none. */
  readonly creation: readonly Field[] | null;
}

const DONE: Readonly<Record<RecordUse, string>> = {
  create: 'created',
  read: 'found',
  update: 'updated',
  delete: 'deleted',
};

const record = (member: string): Expression => expression(`record.${member}`, 'record');

/** Plans how an operation uses a record; null if its fields do not allow it. */
export function planRecord({ operation, use, node, creation }: PlanOptions): RecordPlan | null {
  const { input, output, outputModel } = operation;
  const takes = idField(input, node);
  const answers = idField(output, node);
  const idSource =
    use === 'create'
      ? createdId(takes, answers)
      : takes?.required === true && withoutNull(takes.type) === takes.type
        ? access(takes.name)
        : null;
  if (idSource === null) return null;
  const made = idSource.uses.has('context');
  const created = idField(creation, node);
  const known = (field: Field): Expression | null => {
    if (field === answers) return isIdFitting(field, takes, made) ? record('id') : null;
    return (
      ofRecord(field, use) ??
      fromInput(field, input) ??
      (isStored(field, use === 'create' ? input : creation, created) ? SPREAD : null)
    );
  };
  const spreads = (output ?? []).some((field) => known(field) === SPREAD);
  const answer = answerOf({
    input,
    output,
    known,
    spread: spreads ? [record('data')].map(({ source, uses }) => expression(`...${source}`, ...uses)) : [],
    model: spreads ? outputModel : null,
    open: [
      expression('...record.data', 'record'),
      expression(`${propertyKey(takes?.name ?? 'entity_id')}: record.id`, 'record'),
    ],
  });
  if (answer.missing.length > 0) return null;
  return { use, idSource, answersId: answers?.name ?? null, takesId: takes?.name ?? null, answer };
}

const access = (name: string): Expression => expression(propertyAccess('input', name), 'input');

/**
 * The id from the input, otherwise the key of the request, with which the operation can be undone. A key may be any
 * text, so an id that must be a UUID is that of the message.
 */
function createdId(takes: Field | null, answers: Field | null): Expression {
  const isUuid = [takes, answers].some((field) => field !== null && withoutNull(field.type).kind === 'uuid');
  const made = expression(isUuid ? 'context.envelope.envelope_id' : 'context.idempotencyKey', 'context');
  if (takes === null) return made;
  const given = access(takes.name);
  const isSure = takes.required && withoutNull(takes.type) === takes.type;
  return isSure ? given : expression(`${given.source} ?? ${made.source}`, 'input', 'context');
}

function isIdFitting(answers: Field, takes: Field | null, made: boolean): boolean {
  const wanted = withoutNull(answers.type);
  return (
    (!made || takesMadeId(wanted)) && (takes === null || isAlwaysAssignable(withoutNull(takes.type), wanted))
  );
}

/** Returns a field from the record's own members, or a value that says that the operation is done. */
function ofRecord({ name, type }: Field, use: RecordUse): Expression | null {
  const isOpen =
    type.kind === 'object' ||
    (type.kind === 'record' &&
      type.value.kind === 'any' &&
      ['string', 'any'].includes(type.key.kind) &&
      !('constraints' in type.key));
  if (name === 'data' && isOpen) return record('data');
  if (name === 'created_at' && type.kind === 'datetime') return record('createdAt');
  if (name === 'updated_at' && type.kind === 'datetime') return record('updatedAt');
  if (type.kind === 'boolean' && [DONE[use], 'success', 'ok'].includes(name)) return expression('true');
  return null;
}
