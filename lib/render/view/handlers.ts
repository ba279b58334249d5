import type { Algorithm, Field, FieldType } from 'onex-runtime/contract';
import { importStatement } from '../layout.ts';
import { SourceText } from '../source-text.ts';
import { answerExpression } from './answer.ts';
import { contextImport, handleHead } from './handler-head.ts';
import type { OperationView } from './operations.ts';
import { storedData, isDataMap } from './stored-data.ts';
import type { Definitions } from './field-models.ts';

/** How an effect's handler works on the store until its owner writes it. */
export type StoreUse = 'create' | 'read' | 'update' | 'delete' | 'note';

/** An operation with what its handler file needs. */
export interface HandlerView extends OperationView {
  readonly use: StoreUse;
  /** Name of the field that holds a record's id. */
  readonly id: string;
  readonly data: SourceText;
  readonly answer: SourceText;
  readonly summary: readonly string[];
  /** `handle(…): … {`. */
  readonly head: SourceText;
  readonly imports: readonly SourceText[];
}

const SYNONYMS: Readonly<Record<string, StoreUse>> = {
  create: 'create',
  read: 'read',
  get: 'read',
  update: 'update',
  delete: 'delete',
};

const idNames = (snake: string): readonly string[] => ['entity_id', `${snake}_id`, 'id'];

function idField(fields: readonly Field[] | null, snake: string): Field | undefined {
  const names = idNames(snake);
  return fields?.find(({ name, type }) => names.includes(name) && isText(type));
}

function isText(type: FieldType): boolean {
  if (type.kind === 'union') return type.members.every((member) => member.kind === 'null' || isText(member));
  return type.kind === 'string' || type.kind === 'uuid';
}

/** What an operation does by default: its name says it, if its fields allow. */
function useOf({ snake: operation, input, output }: OperationView, snake: string): StoreUse {
  const use = SYNONYMS[operation] ?? 'note';
  if (use === 'note') return use;
  if (use === 'create') return idField(output, snake) === undefined || input === null ? 'note' : 'create';
  return idField(input, snake)?.required === true ? use : 'note';
}

/** Fields of the answer that a record in the store gives. */
function fromRecord(field: Field, id: string): string | null {
  const { name, type } = field;
  if (name === id) return 'record.id';
  if (name === 'data' && (type.kind === 'record' || type.kind === 'object')) return 'record.data';
  if (name === 'created_at' && type.kind === 'datetime') return 'record.createdAt';
  if (name === 'updated_at' && type.kind === 'datetime') return 'record.updatedAt';
  if (type.kind === 'boolean' && ['deleted', 'success', 'ok'].includes(name)) return 'true';
  return null;
}

const SUMMARIES: Readonly<Record<StoreUse, (words: string, operation: string) => string>> = {
  create: (words) => `Keeps a new ${words}.`,
  read: (words) => `Answers with a ${words} as it was kept.`,
  update: (words) => `Changes the given fields of a ${words} and leaves the others.`,
  delete: (words) => `Forgets a ${words}.`,
  note: (words, operation) => `Takes the request to ${operation} a ${words}.`,
};

const NOTED =
  'Nothing is done about the request yet but that it is noted in the store: the answer is a placeholder in the shape ' +
  'that the contract promises, and a warning in the log says so. The work goes here, in place of both.';

const UNCOMPUTED =
  'Nothing is computed yet: the answer is a placeholder in the shape that the contract promises, and a warning in the ' +
  'log says so. The work goes here, in place of both. Pure: no I/O, clock or chance.';

/** Handlers of an effect: create, read, update and delete work on a store, anything else is noted in it. */
export function effectHandlers(
  operations: readonly OperationView[],
  names: { readonly snake: string; readonly pascal: string; readonly words: string },
  definitions: Definitions,
): HandlerView[] {
  const store = {
    name: `Store${names.pascal}`,
    function: `store${names.pascal}`,
    file: `store_${names.snake}`,
  };
  return operations.map((operation) => {
    const use = useOf(operation, names.snake);
    const id =
      (idField(operation.input, names.snake) ?? idField(operation.output, names.snake))?.name ?? 'entity_id';
    const answer = answerExpression({
      input: operation.input,
      output: operation.output,
      definitions,
      known: (field) => (use === 'note' ? null : fromRecord(field, id)),
    });
    const usesContext = use === 'create' || use === 'note';
    return {
      ...operation,
      use,
      id,
      data: storedData(operation.input, id, use),
      answer,
      head: handleHead(operation, { input: true, context: usesContext }),
      summary: [
        operation.description ?? SUMMARIES[use](names.words, operation.words),
        ...(use === 'note' ? [NOTED] : []),
      ],
      imports: [
        importStatement(
          [
            ...(use === 'note' ? ['warnOfPlaceholder'] : []),
            'type Container',
            ...(usesContext ? [contextImport(operation)] : []),
            'type OperationHandler',
          ],
          'onex-runtime',
        ),
        importStatement([operation.inputModel, operation.outputModel], '../models/index.ts'),
        importStatement([store.function, `type ${store.name}`], `./${store.file}.ts`),
      ],
    };
  });
}

/** A compute's operation with what its handler file needs. */
export interface ComputeHandlerView
  extends OperationView, Pick<HandlerView, 'answer' | 'head' | 'summary' | 'imports'> {
  /** Of the contract's algorithm, where the handler can weigh them; null: it only passes on what it is given. */
  readonly factors: Algorithm['factors'] | null;
}

/** Handlers of a compute: the same answer for the same input. */
export function computeHandlers(
  operations: readonly OperationView[],
  definitions: Definitions,
  algorithm: Algorithm | null,
): ComputeHandlerView[] {
  return operations.map((operation) => {
    const { input, output } = operation;
    const factors =
      algorithm !== null && algorithm.factors.length > 0 && isData(input) && isData(output)
        ? algorithm.factors
        : null;
    const answer = answerExpression({ input, output, definitions });
    return {
      ...operation,
      factors,
      answer,
      // An answer may need nothing of the input; its name then says that it is left alone.
      head: handleHead(operation, {
        input: factors !== null || /\binput\b/.test(answer.text),
        context: factors === null,
      }),
      summary: [
        operation.description ?? `Answers ${operation.words}.`,
        factors === null
          ? UNCOMPUTED
          : 'Adds the factors up, each by its weight, as the score. Pure: no I/O, clock or chance.',
      ],
      imports: [
        importStatement(
          [
            ...(factors === null ? ['warnOfPlaceholder', contextImport(operation)] : []),
            'type OperationHandler',
          ],
          'onex-runtime',
        ),
        importStatement([operation.inputModel, operation.outputModel], '../models/index.ts'),
      ],
    };
  });
}

/** One field `data` of anything, as new contracts have it. */
function isData(fields: readonly Field[] | null): boolean {
  const [only] = fields ?? [];
  return fields?.length === 1 && only !== undefined && isDataMap(only);
}
