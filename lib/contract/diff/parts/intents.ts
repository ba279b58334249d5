import { quote } from 'onex-cli-kit';
import { type Contract, type IntentDeclaration } from 'onex-runtime/contract';
import { fieldsIn } from '../covers/index.ts';
import { compareFields, type Message } from '../fields.ts';
import { textPlace } from '../places.ts';
import type { FoundChange } from '../types.ts';

/** Changes of the intents that a reducer emits. The nodes that act on them read the payload with its old model. */
export function compareIntents(before: Contract, after: Contract): FoundChange[] {
  const named = ({ intents }: Contract): ReadonlyMap<string, IntentDeclaration> =>
    new Map(intents.map((intent) => [intent.type, intent]));
  const message = ({ definitions }: Contract, { payloadModel }: IntentDeclaration): Message => ({
    fields: payloadModel === null ? null : fieldsIn(definitions, payloadModel.name),
    models: definitions,
  });
  const [old, now] = [named(before), named(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((type): FoundChange[] => {
    const [was, is] = [old.get(type), now.get(type)];
    const found = (isCompatible: boolean, what: string, version: 'old' | 'new'): FoundChange => ({
      breaks: isCompatible ? null : 'consumers',
      message: `intent ${quote(type)}${what}`,
      version,
      place: textPlace(type),
      subject: { kind: 'node' },
    });
    if (was === undefined) return [found(true, ' is new', 'new')];
    if (is === undefined) return [found(false, ' is removed', 'old')];
    return compareFields(message(before, was), message(after, is), 'output').map((change) => {
      const field =
        change.path.length === 0 ? 'payload' : `payload field ${quote(change.path.join('.')).slice(1, -1)}`;
      return found(change.isCompatible, `: ${field} ${change.message}`, 'new');
    });
  });
}
