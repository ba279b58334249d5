import type { Contract, MachineAction } from 'onex-runtime/contract';
import { propertyKey, stringLiteral } from '../escape.ts';
import { importStatement, layOut } from '../layout.ts';
import { SourceText } from '../source-text.ts';
import { words } from '../../naming/index.ts';
import { fieldsOf, type Definitions } from './field-models.ts';
import type { NamedModel } from './models.ts';
import { placeholderExpression } from './values.ts';

/** What a reducer gives out under a name. */
export interface IntentView {
  readonly name: string;
  readonly doc: string | null;
  /** Class of the payload's model; null: any fields. */
  readonly model: string | null;
  /** Required fields of the payload; null where the contract does not tell its fields. */
  readonly fields: readonly string[] | null;
  /** `[{ name: …, payload: … }]` for an event, until the owner says better. */
  readonly emission: SourceText;
}

interface Models {
  readonly definitions: Definitions;
  readonly named: ReadonlyMap<string, NamedModel>;
}

/** Words of a name that say nothing about which intent is meant. */
const EMPTY = new Set(['emit', 'build', 'send', 'publish', 'intent', 'intents', 'event', 'to', 'the']);

const meaningOf = (name: string): ReadonlySet<string> =>
  new Set(words(name).filter((word) => !EMPTY.has(word)));

/**
 * The intent that an action gives out: the declared one of its name, else the one that shares most words with it, else
 * the only one there is; null where that leaves several or none.
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

/** Which intent each emitting action gives out, by the action's name: a declared one, else one of the action's name. */
export function intentsOfActions(
  contract: Contract,
  actions: readonly MachineAction[],
  models: Models,
): ReadonlyMap<string, IntentView> {
  const intents = declaredIntents(contract, models);
  return new Map(
    actions.map(({ name }) => {
      const declared = declaredFor(name, contract)?.type;
      return [name, intents.find((intent) => intent.name === declared) ?? plainIntent(name)];
    }),
  );
}

/** The intents that the contract declares, each once. */
export function declaredIntents({ intents }: Contract, models: Models): readonly IntentView[] {
  const views = intents.map(({ type, payloadModel, description }): IntentView => {
    const className = models.named.get(payloadModel?.name ?? '')?.className;
    const fields = payloadModel === null ? null : fieldsOf(payloadModel.name, models.definitions);
    if (className === undefined || fields === null)
      return { ...plainIntent(type), doc: description, model: className ?? null };
    const needed = fields.filter(({ required }) => required);
    const made = needed.map(
      (field) => `${propertyKey(field.name)}: ${placeholderExpression(field.type, models.definitions)}`,
    );
    const payload = `${className}.parse({ ${[...made, '...event.payload'].join(', ')} })`;
    return {
      name: type,
      doc: description,
      model: className,
      fields: needed.map(({ name }) => name),
      emission: emissionOf(type, payload),
    };
  });
  return [...new Map(views.map((view) => [view.name, view])).values()];
}

function plainIntent(name: string): IntentView {
  const emission = emissionOf(name, '{ ...event.payload, trigger: event.trigger }');
  return { name, doc: null, model: null, fields: null, emission };
}

function emissionOf(name: string, payload: string): SourceText {
  const intent = `{ name: ${stringLiteral(name)}, payload: ${payload} }`;
  return new SourceText(
    layOut([intent], { open: '[', close: ']', before: '  intents: '.length, after: 1, indent: 2 }),
  );
}

/** What `intents.ts` has: the model of each intent's payload, by the intent's name. */
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
