import { toPhrase, withArticle, type OperationName } from '../../naming/index.ts';

type FieldText = Readonly<Record<string, string>>;

/** An operation in the form of `io_operations`; fields are `{name: type}`, one per entry. */
export interface OperationText {
  readonly operation: string;
  readonly description: string;
  readonly input_fields: readonly FieldText[];
  readonly output_fields: readonly FieldText[];
  readonly idempotent: boolean;
}

type Describe = (subject: string) => Omit<OperationText, 'operation'>;

const ID: FieldText = { entity_id: 'str' };
const DATA: FieldText = { data: 'dict[str, Any]' };
const CREATED: FieldText = { created_at: 'datetime' };
const UPDATED: FieldText = { updated_at: 'datetime' };

/** The input and output of an effect's default operations, which store a record with arbitrary data under an ID. */
const KNOWN: Readonly<Record<string, Describe>> = {
  create: (subject) => ({
    description: `Create ${withArticle(`${subject} record`)}. Without an entity_id, the node generates one.`,
    input_fields: [{ entity_id: 'str | None' }, DATA],
    output_fields: [ID, DATA, CREATED],
    // A repeated message creates only one record, because the id comes from the envelope.
    idempotent: true,
  }),
  read: (subject) => ({
    description: `Return the ${subject} record with this entity_id.`,
    input_fields: [ID],
    output_fields: [ID, DATA, CREATED, UPDATED],
    idempotent: true,
  }),
  update: (subject) => ({
    description: `Update the ${subject} record with this entity_id.`,
    input_fields: [ID, DATA],
    output_fields: [ID, DATA, UPDATED],
    idempotent: true,
  }),
  delete: (subject) => ({
    description: `Delete the ${subject} record with this entity_id.`,
    input_fields: [ID],
    output_fields: [ID, { deleted: 'bool' }],
    idempotent: true,
  }),
};

const EFFECT_DEFAULTS = ['create', 'read', 'update', 'delete'];

/** Returns the operations of an effect: the requested ones, or create, read, update, and delete. */
export function effectOperations(names: readonly OperationName[], subject: string): readonly OperationText[] {
  return (names.length > 0 ? names : EFFECT_DEFAULTS).map((name) => effectOperation(name, subject));
}

function effectOperation(operation: string, subject: string): OperationText {
  const known = Object.hasOwn(KNOWN, operation) ? KNOWN[operation] : undefined;
  return { operation, ...(known?.(subject) ?? other(operation, subject)) };
}

function other(name: string, subject: string): Omit<OperationText, 'operation'> {
  return {
    description: `Run the ${toPhrase(name)} operation on ${subject} data.`,
    input_fields: [{ entity_id: 'str | None' }, DATA],
    output_fields: [{ entity_id: 'str | None' }, DATA],
    idempotent: false,
  };
}

/** Returns the operations of a compute: the requested ones, or `compute`. The same input gives the same output. */
export function computeOperations(
  names: readonly OperationName[],
  subject: string,
): readonly OperationText[] {
  return (names.length > 0 ? names : ['compute']).map((name) => ({
    operation: name,
    description: `Run the ${toPhrase(name)} operation on ${subject} data.`,
    input_fields: [DATA],
    output_fields: [DATA],
    idempotent: true,
  }));
}

/** Returns the operations of a reducer: one for each trigger of its state machine. */
export function triggerOperations(triggers: readonly string[], subject: string): readonly OperationText[] {
  return triggers.map((trigger) => ({
    operation: trigger,
    description: `Apply the ${toPhrase(trigger)} trigger to the ${subject} record with this entity_id.`,
    input_fields: [ID, { data: 'dict[str, Any] | None' }],
    output_fields: [ID, { state: 'str' }, DATA],
    idempotent: false,
  }));
}

/** Returns the only operation of an orchestrator without steps, whose handler the user writes. */
export function handleOperation(subject: string): OperationText {
  return {
    operation: 'run',
    description: `Handle one ${subject} request.`,
    input_fields: [DATA],
    output_fields: [{ results: 'dict[str, Any]' }],
    idempotent: true,
  };
}

/** Returns the only operation of an orchestrator. */
export function runOperation(subject: string): OperationText {
  return {
    operation: 'run',
    description: `Run the ${subject} workflow once.`,
    input_fields: [DATA],
    output_fields: [{ workflow_id: 'UUID' }, { results: 'dict[str, Any]' }],
    idempotent: true,
  };
}
