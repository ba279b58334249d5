import { sampleOf, type Definitions } from 'onex-runtime/contract';
import { indexAccess, propertyAccess, propertyKey, layOut, SourceText } from '../../text/index.ts';
import type { HandlerView } from '../handlers/index.ts';
import type { OperationView } from '../operations/index.ts';
import { withoutNull } from '../store/index.ts';
import { isAlwaysAssignable } from '../source/index.ts';
import { answersError, mayLack, refusedOperation, sampled, samplesLiteral, sendCall } from './tests.ts';

const BEFORE = 'const { payload } = await '.length + 4;

/** Returns the view for the tests of an effect. */
export function effectTestView(handlers: readonly HandlerView[], definitions: Definitions) {
  const { sent, unsampled } = sampled(handlers, definitions);
  const create = sent.find(({ use }) => use === 'create') ?? null;
  // A sample names its record even if it need not, so the record can be looked up.
  const naming = (operation: OperationView): object => {
    const { record, input } = operation as HandlerView;
    const field = input?.find(({ name }) => name === record?.takesId);
    const sample = field === undefined ? null : sampleOf(withoutNull(field.type), definitions);
    return field === undefined || sample?.found !== true ? {} : { [field.name]: sample.value };
  };
  const looksUp = ({ use }: HandlerView): boolean => use === 'read' || use === 'update' || use === 'delete';
  const unknown = sent.find(looksUp) ?? null;
  return {
    unsampled,
    samples: samplesLiteral(handlers, definitions, naming),
    tested: sent.flatMap((handler) => {
      const found = looksUp(handler) ? createdFor(handler, create) : null;
      if (looksUp(handler) && (found === null || create === null)) return [];
      const isAnswered = found?.fromAnswer === true;
      return [
        {
          name: handler.name,
          todo: mayLack(handler) || (found !== null && create !== null && mayLack(create)),
          answersError: answersError(handler),
          // The payload that is created first, for an operation on an existing record.
          before:
            found === null || create === null
              ? null
              : {
                  created: new SourceText(isAnswered ? 'const { payload: created } = ' : ''),
                  send: sendCall(
                    create,
                    (isAnswered ? 'const { payload: created } = await ' : 'await ').length + 4,
                  ),
                },
          wanted: found,
          send: sendCall(handler, BEFORE, found === null ? undefined : 'request'),
        },
      ];
    }),
    unknown: unknown === null ? null : { name: unknown.name, send: sendCall(unknown, BEFORE) },
    refused: refusedOperation(handlers),
  };
}

/**
 * Returns the payload that names the record which a test has created; null if no operation creates one that it could
 * name.
 */
function createdFor(
  { snake, record, input }: HandlerView,
  create: HandlerView | null,
): { readonly source: SourceText; readonly fromAnswer: boolean } | null {
  const made = create?.record;
  const wanted = input?.find(({ name }) => name === record?.takesId);
  if (create == null || made == null || wanted === undefined) return null;
  const answered = create.output?.find(({ name }) => name === made.answersId);
  const taken = create.input?.find(({ name }) => name === made.takesId);
  const source = answered ?? taken;
  if (source === undefined || !isAlwaysAssignable(withoutNull(source.type), withoutNull(wanted.type)))
    return null;
  const id =
    answered === undefined
      ? propertyAccess(propertyAccess('SAMPLES', create.snake), source.name)
      : indexAccess('created', source.name);
  const entries = [`...${propertyAccess('SAMPLES', snake)}`, `${propertyKey(wanted.name)}: ${id}`];
  const place = { open: '{ ', close: ' }', before: '    const request = '.length, after: 1, indent: 4 };
  return { source: new SourceText(layOut(entries, place)), fromAnswer: answered !== undefined };
}
