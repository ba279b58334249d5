import { withArticle } from '../../../naming/index.ts';
import { LINE_WIDTH, importStatement, layOut, SourceText } from '../../text/index.ts';
import {
  answerOf,
  MISSING_VALUE,
  placeholderOf,
  type Answer,
  type OperationView,
} from '../operations/index.ts';
import { contextImport, handleHead } from './handler-head.ts';
import { recordPlans, type RecordPlan, type RecordUse } from '../store/index.ts';
import { storedData } from '../store/stored-data.ts';

/** How an effect's handler uses the store until the user writes it. */
export type StoreUse = RecordUse | 'note';

/** What every handler file contains until the user writes it. */
export interface DraftView {
  /** What the user has to write; the node reports it when it starts. */
  readonly placeholder: string;
  readonly answer: SourceText;
  /** Required fields of the result without a source, so the handler throws. */
  readonly missing: readonly string[];
  readonly summary: readonly string[];
  /** `handle(…): … {`. */
  readonly head: SourceText;
  readonly imports: readonly SourceText[];
}

/** An operation with the data for its handler file. */
export interface HandlerView extends OperationView, DraftView {
  readonly use: StoreUse;
  /** How it uses a record; null: it does not. */
  readonly record: RecordPlan | null;
  /** Statements that find or create the record. */
  readonly body: readonly string[];
}

const SUMMARIES: Readonly<Record<StoreUse, (words: string, operation: string) => string>> = {
  create: (words) => `Creates ${withArticle(`${words} record`)}.`,
  read: (words) => `Returns ${withArticle(`${words} record`)}.`,
  update: (words) => `Updates the given fields of ${withArticle(`${words} record`)}.`,
  delete: (words) => `Deletes ${withArticle(`${words} record`)}.`,
  note: (words, operation) => `Runs the ${operation} operation on ${words} data.`,
};

/** For a result in which the contract gives a value to every field. */
export const UNWRITTEN = 'its result is a sample that matches the contract';

const NOTED =
  'This placeholder only records the request in the store. It returns values that match the contract, and logs a warning. ' +
  'Replace the body and remove the property `placeholder`.';

/**
 * Returns the handlers of an effect: create, read, update, and delete use a store; any other request is recorded in it.
 */
export function effectHandlers(
  operations: readonly OperationView[],
  names: { readonly snake: string; readonly pascal: string; readonly words: string },
): HandlerView[] {
  const store = {
    name: `Store${names.pascal}`,
    function: `store${names.pascal}`,
    file: `store_${names.snake}`,
  };
  const plans = recordPlans(operations, names.snake);
  return operations.map((operation) => {
    const record = plans.get(operation) ?? null;
    const use = record?.use ?? 'note';
    const answer = record?.answer ?? answerOf(operation);
    const body = record === null ? [] : statementsOf(operation, record);
    const usesContext = use === 'note' || use === 'create' || use === 'delete' || answer.uses.has('context');
    return {
      ...operation,
      use,
      record,
      body,
      answer: answer.source,
      missing: answer.missing,
      placeholder: placeholderOf(answer.missing) ?? UNWRITTEN,
      head: handleHead(operation, { input: true, context: usesContext }),
      summary: [
        operation.description ?? SUMMARIES[use](names.words, operation.words),
        ...(use === 'note' ? [NOTED] : []),
        ...missingNote(answer),
      ],
      imports: [
        importStatement(
          [
            ...runtimeNames(answer, use === 'note'),
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

/** Returns the values that a draft of a handler imports from the runtime. */
export function runtimeNames(answer: Answer, isPlaceholder: boolean): readonly string[] {
  return [
    ...(answer.uses.has(MISSING_VALUE) ? [MISSING_VALUE] : []),
    ...(isPlaceholder ? ['warnOfPlaceholder'] : []),
  ];
}

/** Returns the comment of a draft about fields without a source. */
export function missingNote({ missing }: Answer): readonly string[] {
  if (missing.length === 0) return [];
  const fields = missing.map((name) => JSON.stringify(name)).join(', ');
  return [`The contract has no value for ${fields}. The handler fails until you write one here.`];
}

/** Returns the statements before the result of a handler that uses a record. */
function statementsOf({ input }: OperationView, { use, idSource, takesId, answer }: RecordPlan): string[] {
  const isCreating = use === 'create';
  const withData = isCreating || use === 'update';
  const data = withData ? storedData(input, takesId, use).source : '';
  const key = isCreating || use === 'delete' ? ['context.idempotencyKey'] : [];
  if (use === 'delete') key.push('context.compensates');
  const call = (data_: string): string => {
    const given = [isCreating ? 'id' : idSource.source, ...(withData ? [data_] : []), ...key];
    const result = answer.uses.has('record') ? 'const record = ' : '';
    return `${result}this.#store.${use}(${given.join(', ')});`;
  };
  const laidOut = (): string => {
    const given = [idSource.source, ...key];
    const head = `${answer.uses.has('record') ? 'const record = ' : ''}this.#store.${use}`;
    return head + layOut(given, { open: '(', close: ');', before: 4 + head.length, indent: 4 });
  };
  const isInline = !data.includes('\n') && call(data).length + 4 <= LINE_WIDTH && !data.startsWith('{ ');
  return [
    ...(isCreating ? [`const id = ${idSource.source};`] : []),
    ...(withData && !isInline ? [`const data = ${data};`] : []),
    use === 'delete' ? laidOut() : call(isInline ? data : 'data'),
  ];
}
