import type { Contract } from '../contract/model.ts';

/** The event name of a topic, its fourth segment; the whole topic where it has another form. */
export function eventNameOf(topic: string): string {
  return topic.split('.')[3] ?? topic;
}

/** `node_billing_payment_effect` → `payment`, in kebab case: the stem of the topics we invent. */
export function stemOf(contract: Contract): string {
  const domain = contract.domain.replaceAll('-', '_');
  let name = contract.name.replace(/^node_/u, '').replace(new RegExp(`_${contract.kind}$`, 'u'), '');
  if (name.startsWith(`${domain}_`)) name = name.slice(domain.length + 1);
  return kebab(name);
}

/** Any name as a topic's segment: kebab case, ASCII. */
export function kebab(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/gu, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^[^a-z]+|-+$/gu, '');
  return words === '' ? 'unnamed' : words;
}

const WORKFLOW_EVENT = /-(?:workflow|stage)-(?:started|completed|failed)$/u;
const FAILURE = /-(?:failed|failure|error|rejected)$/u;
const SUCCESS = /-(?:completed|succeeded|success|done)$/u;

/** Where the results of a node's operations go: topics of the contract where it names them, else ones of our rule. */
export interface ResultTopics {
  completed(operation: string): string;
  failed(operation: string): string;
}

/** Reads them from the contract once; `completed` and `failed` are look-ups. */
export function resultTopics(contract: Contract): ResultTopics {
  const own = contract.topics.publish
    .map(({ topic }) => topic)
    .filter((topic) => !WORKFLOW_EVENT.test(eventNameOf(topic)));
  const events = own.filter((topic) => topic.startsWith('onex.evt.'));
  const prefix = `onex.evt.${contract.domain}.${stemOf(contract)}`;
  const failed = events.find((topic) => FAILURE.test(eventNameOf(topic))) ?? `${prefix}-failed.v1`;
  const successes = events.filter((topic) => !FAILURE.test(eventNameOf(topic)));
  const completed =
    successes.find((topic) => SUCCESS.test(eventNameOf(topic))) ??
    (successes.length === 1 ? successes[0] : undefined) ??
    `${prefix}-completed.v1`;
  const perOperation = new Map<string, string>();
  for (const { name } of contract.operations) {
    const route = contract.routing.routes.find(({ operations }) => operations.includes(name));
    const topic = route?.outputEvents.find((output) => successes.includes(output));
    if (topic !== undefined) perOperation.set(name, topic);
  }
  return { completed: (operation) => perOperation.get(operation) ?? completed, failed: () => failed };
}

/** Where an intent goes: the contract's topic that ends with the action's name, else `onex.intent.<domain>.<stem>-<action>.v1`. */
export function intentTopic(contract: Contract, action: string): string {
  const name = kebab(action);
  const intents = contract.topics.publish
    .map(({ topic }) => topic)
    .filter((topic) => topic.startsWith('onex.intent.'));
  return (
    intents.find((topic) => eventNameOf(topic) === name) ??
    intents.find((topic) => eventNameOf(topic).endsWith(`-${name}`)) ??
    `onex.intent.${contract.domain}.${stemOf(contract)}-${name}.v1`
  );
}

/** The contract's snapshot topic, where a reducer's projection goes if there is one. */
export function snapshotTopic(contract: Contract): string | undefined {
  return contract.topics.publish.find(({ topic }) => topic.startsWith('onex.snapshot.'))?.topic;
}
