import type { Contract, Field, MachineAction } from 'onex-runtime/contract';
import {
  LINE_WIDTH,
  propertyKey,
  stringLiteral,
  importStatement,
  layOut,
  SourceText,
} from '../../text/index.ts';
import { words } from '../../../naming/index.ts';
import { fieldsOf, type Definitions } from '../source/index.ts';
import type { NamedModel } from '../models/index.ts';
import { eventsByAction, intentFields, type EventFields } from './index.ts';

/** An intent of a reducer, with its name. */
export interface IntentView {
  readonly name: string;
  readonly doc: string | null;
  /** Class of the payload's model; null: any fields. */
  readonly model: string | null;
  /** Fields of the payload; null if the contract does not list them. */
  readonly fields: readonly Field[] | null;
}

/** An intent as an action emits it. */
export interface EmittedIntent extends IntentView {
  /** `[{ name: …, payload: … }]` for an event. */
  readonly emission: SourceText;
  /** Required fields that the events of the action do not always provide. The code throws an error that names them. */
  readonly missing: readonly string[];
}

interface Models {
  readonly definitions: Definitions;
  readonly named: ReadonlyMap<string, NamedModel>;
}

/** Words of a name that do not identify an intent. */
const EMPTY = new Set(['emit', 'build', 'send', 'publish', 'intent', 'intents', 'event', 'to', 'the']);

const meaningOf = (name: string): ReadonlySet<string> =>
  new Set(words(name).filter((word) => !EMPTY.has(word)));

/**
 * Returns the intent that an action emits: the declared one with its name, otherwise the one that shares most words
 * with it, or the only one; null if several or none remain.
 */
function declaredFor(action: string, { intents }: Contract): Contract['intents'][number] | null {
  const named = intents.find(({ type }) => type === action);
  const [only = null] = intents;
  if (named !== undefined || intents.length <= 1) return named ?? only;
  const wanted = meaningOf(action);
  const shared = intents.map(({ type }) => [...meaningOf(type)].filter((word) => wanted.has(word)).length);
  const most = Math.max(...shared);
  const winners = intents.filter((_, index) => shared[index] === most);
  return most > 0 && winners.length === 1 ? (winners[0] ?? null) : null;
}

/**
 * Returns the intent of each emitting action, by the action's name: a declared one, otherwise one with the action's
 * name.
 */
export function intentsOfActions(
  contract: Contract,
  actions: readonly MachineAction[],
  models: Models,
): ReadonlyMap<string, EmittedIntent> {
  const intents = declaredIntents(contract, models);
  const events = eventsByAction(contract);
  return new Map(
    actions.map(({ name }) => {
      const declared = declaredFor(name, contract)?.type;
      const intent = intents.find((one) => one.name === declared) ?? plainIntent(name);
      return [name, emitted(intent, events.get(name) ?? [])];
    }),
  );
}

/** Returns the intents that the contract declares, each once. */
export function declaredIntents({ intents }: Contract, models: Models): readonly IntentView[] {
  const views = intents.map(({ type, payloadModel, description }): IntentView => {
    const className = models.named.get(payloadModel?.name ?? '')?.className;
    const fields = payloadModel === null ? null : fieldsOf(payloadModel.name, models.definitions);
    return {
      name: type,
      doc: description,
      model: className ?? null,
      fields: className === undefined ? null : fields,
    };
  });
  return [...new Map(views.map((view) => [view.name, view])).values()];
}

function plainIntent(name: string): IntentView {
  return { name, doc: null, model: null, fields: null };
}

function emitted(intent: IntentView, events: readonly EventFields[]): EmittedIntent {
  const { name, model, fields } = intent;
  if (model === null || fields === null) {
    const entries = ['...event.payload', 'trigger: event.trigger'];
    return { ...intent, emission: emissionOf(name, entries, '{ ', ' }'), missing: [] };
  }
  const { entries, missing } = intentFields(fields, events);
  const emission = emissionOf(name, ['...event.payload', ...entries], `${model}.parse({ `, ' })');
  return { ...intent, emission, missing };
}

/** `[{ name: …, payload: … }]` on as many lines as it needs. */
function emissionOf(name: string, entries: readonly string[], open: string, close: string): SourceText {
  const intent = (payload: string): readonly string[] => [
    `name: ${stringLiteral(name)}`,
    `payload: ${payload}`,
  ];
  const inline = `{ ${intent(`${open}${entries.join(', ')}${close}`).join(', ')} }`;
  const list = { open: '[', close: ']', before: '  intents: '.length, after: 1, indent: 2 };
  if (inline.length + 5 <= LINE_WIDTH) return new SourceText(layOut([inline], list));
  const place = { open, close, before: '      payload: '.length, after: 1, indent: 6 };
  const wide = layOut(intent(layOut(entries, place)), {
    open: '{ ',
    close: ' }',
    before: LINE_WIDTH,
    indent: 4,
  });
  return new SourceText(layOut([wide], { ...list, before: LINE_WIDTH }));
}

/** Returns the content of `intents.ts`: the model of each intent's payload, by the intent's name. */
export function intentTable(intents: readonly IntentView[]): {
  readonly usesZod: boolean;
  readonly imports: readonly SourceText[];
  readonly entries: readonly { readonly doc: string | null; readonly source: SourceText }[];
} {
  const models = [...new Set(intents.flatMap(({ model }) => model ?? []))].toSorted();
  return {
    usesZod: intents.some(({ model }) => model === null),
    imports: models.length === 0 ? [] : [importStatement(models, './models/index.ts')],
    entries: intents.map(({ name, doc, model }) => ({
      doc,
      source: new SourceText(`${propertyKey(name)}: ${model ?? 'z.looseObject({})'}`),
    })),
  };
}
