import { eventNameOf, kebab, producerOf } from '../read/topic-names.ts';

/** Whose topics they are: the names that may stand before a trigger or an intent in a topic. */
export interface TopicOwner {
  readonly domain: string;
  readonly baseName: string;
}

/** Words that change the meaning of the word after them: `not-paid` is not `paid`. */
const QUALIFIERS = new Set(
  (
    'no not non un never without almost nearly half semi part partial pre post re mis dis de over under out ' +
    'auto self co to be is was been being will has had can cannot may must should still already once twice ' +
    'first last next some all any soon late early'
  ).split(' '),
);

/**
 * The name of a trigger or an intent that a topic stands for: the one that equals the topic's event name, otherwise the
 * longest one that the event name ends with after the name of an entity. `payment-completed` stands for `completed`, but
 * `order-partially-shipped` does not stand for `shipped`, nor `payment-not-paid` for `paid`. So the rest of the event
 * name must be the node, its domain, the topic's producer, or one word that qualifies nothing.
 */
export function nameInTopic<Name extends string>(
  topic: string,
  names: readonly Name[],
  owner: TopicOwner,
): Name | undefined {
  const event = eventNameOf(topic);
  const exact = names.find((name) => kebab(name) === event);
  if (exact !== undefined) return exact;
  const [longest] = namesEnding(topic, names);
  return longest !== undefined && isEntity(restOf(event, longest), topic, owner) ? longest : undefined;
}

/** Every name that a topic's event name is or ends with, the longest first. */
export function namesEnding<Name extends string>(topic: string, names: readonly Name[]): readonly Name[] {
  const event = kebab(eventNameOf(topic));
  return names
    .filter((name) => event === kebab(name) || event.endsWith(`-${kebab(name)}`))
    .toSorted((one, other) => kebab(other).length - kebab(one).length);
}

function restOf(event: string, name: string): string {
  return kebab(event).slice(0, -kebab(name).length - 1);
}

function isEntity(rest: string, topic: string, { domain, baseName }: TopicOwner): boolean {
  if ([baseName, domain, producerOf(topic) ?? ''].some((name) => name !== '' && kebab(name) === rest))
    return true;
  return !rest.includes('-') && !QUALIFIERS.has(rest) && !rest.endsWith('ly');
}
