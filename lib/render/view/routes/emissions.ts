import type { Contract, Operation, TopicReference } from 'onex-runtime/contract';
import { classNameOf, eventNameOf, tellsFailure } from 'onex-runtime/contract';
import { propertyKey, stringLiteral, layOut, SourceText } from '../../text/index.ts';
import { fieldsOf, hasDecimalBounds, namesIn, uniqueFileForms } from '../source/index.ts';
import { schemaSource, type NamedModel } from '../models/index.ts';
import type { OperationView } from '../operations/index.ts';

/** A message that the handlers of a node may publish. */
export interface EmissionView {
  /** Its name in handlers: `audit_completed`. */
  readonly name: string;
  readonly topic: string;
  readonly description: string | null;
  /** Model of its payload among those of the node; null: none. */
  readonly model: string | null;
  /** Its entry in the table: `audit_completed: { kind: 'event', … }`. */
  readonly entry: SourceText;
}

const KINDS = { COMMAND: 'command', EVENT: 'event', INTENT: 'intent' } as const;

/** Returns one for each published topic that carries events, commands, or intents. */
export function emissionViews(
  contract: Contract,
  operations: readonly OperationView[],
  named: ReadonlyMap<string, NamedModel>,
): EmissionView[] {
  const topics = contract.topics.publish.filter(({ topic }) => !/^onex\.(?:dlq|snapshot)\./.test(topic));
  const forms = uniqueFileForms(
    topics.map(({ topic }) => eventNameOf(topic)),
    'message',
  );
  return topics.map((reference, index) => {
    const name = forms[index]?.snake ?? '';
    const model = namedModel(reference, named) ?? resultModel(reference, topics, contract, operations);
    return {
      name,
      topic: reference.topic,
      description: reference.description,
      model,
      entry: entryOf(
        name,
        reference,
        model ?? fieldsSource(reference, contract),
        payloadType(reference, topics, contract),
      ),
    };
  });
}

/** Returns the model next to the topic, if it is a file of the node. */
function namedModel(
  { model, fields }: TopicReference,
  named: ReadonlyMap<string, NamedModel>,
): string | null {
  if (model === undefined || model.members !== undefined || fields !== undefined) return null;
  return named.get(model.name)?.className ?? null;
}

/** Returns the output model of the only operation that ends with this event. */
function resultModel(
  reference: TopicReference,
  topics: readonly TopicReference[],
  contract: Contract,
  operations: readonly OperationView[],
): string | null {
  const ending = operationsEnding(reference, topics, contract);
  const models = operations.flatMap(({ name, output, outputModel }) =>
    output !== null && ending.some((operation) => operation.name === name) ? [outputModel] : [],
  );
  return models.length === 1 && ending.length === 1 ? (models[0] ?? null) : null;
}

/**
 * Returns the operations that end with this event. If there are several events, only one whose name says so ends an
 * operation.
 */
function operationsEnding(
  { topic }: TopicReference,
  topics: readonly TopicReference[],
  { operations }: Contract,
): readonly Operation[] {
  const others = topics.filter((other) => other.category === 'EVENT' && !tellsFailure(other.topic));
  if (others.length > 1 && !/(?:^|-)complete[d]?$/.test(eventNameOf(topic).replaceAll('_', '-'))) return [];
  return operations.filter(({ completedTopic }) => completedTopic === topic);
}

/**
 * Returns the schema of an event whose fields the contract lists next to its topic, or in the model that its type
 * names.
 */
function fieldsSource({ fields, eventType }: TopicReference, { definitions }: Contract): string | null {
  const listed =
    fields ??
    (eventType === null
      ? null
      : (fieldsOf(`Model${eventType}`, definitions) ?? fieldsOf(eventType, definitions)));
  // Fields that need other models, or checks of the runtime, would need imports.
  if (listed === null || namesIn(listed).length > 0 || listed.some(({ type }) => hasDecimalBounds(type)))
    return null;
  return schemaSource(listed, new Map(), { indent: 4 }).text;
}

/**
 * Returns the class of a message's payload: the model next to the topic, otherwise the one that a route names
 * (`output_events: [ModelAuditCompleted]`), otherwise the output model of the operations that end with it.
 */
function payloadType(
  reference: TopicReference,
  topics: readonly TopicReference[],
  contract: Contract,
): string | null {
  const { eventType, model } = reference;
  if (model !== undefined) return classNameOf(model);
  const routed = eventType === null ? null : `Model${eventType}`;
  if (routed !== null && contract.routing.routes.some(({ outputEvents }) => outputEvents.includes(routed)))
    return routed;
  const ending = operationsEnding(reference, topics, contract);
  const classes = new Set(ending.map(({ outputModel }) => classNameOf(outputModel)));
  const [only = null] = classes;
  return classes.size === 1 ? only : null;
}

function entryOf(
  name: string,
  { topic, category, eventType }: TopicReference,
  model: string | null,
  type: string | null,
): SourceText {
  const key = `${propertyKey(name)}: `;
  const properties = [
    `kind: '${KINDS[category ?? 'EVENT']}'`,
    `topic: ${stringLiteral(topic)}`,
    `payload: ${model ?? 'z.looseObject({})'}`,
    // A name with dots is a routing key; any other name is only a label.
    ...(eventType?.includes('.') === true ? [`eventType: ${stringLiteral(eventType)}`] : []),
    ...(type === null ? [] : [`payloadType: ${stringLiteral(type)}`]),
  ];
  const place = { open: '{ ', close: ' }', before: 2 + key.length, after: 1, indent: 2 };
  return new SourceText(`${key}${layOut(properties, place)}`);
}
