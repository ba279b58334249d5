import type { Field, ModelReference, Operation, Route, TopicReference } from '../../model.ts';
import { union } from '../../types/names/index.ts';
import type { TopModels } from './top-models.ts';

type Definitions = Readonly<Record<string, readonly Field[]>>;

export interface ModelSources {
  readonly routes: readonly Route[];
  readonly definitions: Definitions;
  readonly input: TopModels;
  readonly output: TopModels;
  readonly published: readonly TopicReference[];
  readonly subscribed: readonly TopicReference[];
}

/**
 * The fields of each operation: its own; otherwise those of the model that it, its only route, or the contract names, if
 * the contract defines that model; otherwise those beside its only topic; otherwise those of the top level; and for an
 * output, those of the published event. Names without types are added to the fields of a model.
 */
export function withModels(operations: readonly Operation[], sources: ModelSources): readonly Operation[] {
  const byOperation = new Map<string, Route[]>();
  for (const route of sources.routes)
    for (const name of route.operations) byOperation.set(name, [...(byOperation.get(name) ?? []), route]);
  const events = new Map(sources.published.map((reference) => [reference.topic, reference]));
  const requests = new Map(sources.subscribed.map((reference) => [reference.topic, reference]));
  return operations.map((operation) => {
    const routes = byOperation.get(operation.name) ?? [];
    const route = routes.length === 1 ? routes[0] : undefined;
    const request = onlyRequest(operation, operations.length === 1, requests);
    const event = events.get(operation.completedTopic);
    const inputModel =
      operation.inputModel ?? route?.inputModel ?? route?.eventModel ?? request?.model ?? sources.input.model;
    const outputModel = operation.outputModel ?? route?.outputModel ?? event?.model ?? sources.output.model;
    const { definitions } = sources;
    const input = route?.inputFields ?? request?.fields;
    return {
      ...operation,
      input: fieldsFor(operation.input, input, inputModel, sources.input, definitions),
      output:
        fieldsFor(operation.output, route?.outputFields, outputModel, sources.output, definitions) ??
        eventFields(event, definitions),
      ...(inputModel != null && { inputModel }),
      ...(outputModel != null && { outputModel }),
    };
  });
}

/** What is said beside the only topic that carries an operation. */
function onlyRequest(
  { requestTopics }: Operation,
  isOnly: boolean,
  requests: ReadonlyMap<string, TopicReference>,
): TopicReference | undefined {
  const topics = requestTopics.length === 0 && isOnly ? [...requests.keys()] : requestTopics;
  const [only, ...others] = topics;
  return only === undefined || others.length > 0 ? undefined : requests.get(only);
}

/** Fields of a published event: those that are listed beside it, else those of the model that its type names. */
function eventFields(event: TopicReference | undefined, definitions: Definitions): readonly Field[] | null {
  if (event === undefined) return null;
  const { fields = null, eventType } = event;
  const isDefined = eventType !== null && Object.hasOwn(definitions, eventType);
  return fields ?? (isDefined ? (definitions[eventType] ?? null) : null);
}

function fieldsFor(
  own: readonly Field[] | null,
  routed: readonly Field[] | undefined,
  model: ModelReference | null | undefined,
  top: TopModels,
  definitions: Definitions,
): readonly Field[] | null {
  const written = own ?? routed ?? null;
  if (written !== null && written.some(({ type }) => type.kind !== 'any')) return written;
  const defined = model == null ? null : fieldsOfModel(model, definitions);
  if (defined === null || written === null) return defined ?? written ?? top.fields;
  const known = new Set(defined.map(({ name }) => name));
  return [...defined, ...written.filter(({ name }) => !known.has(name))];
}

/** Fields of a model; of a union, those of its members, required where every member requires them. */
function fieldsOfModel({ name, members }: ModelReference, definitions: Definitions): readonly Field[] | null {
  const all = (members ?? [name]).map((member) =>
    Object.hasOwn(definitions, member) ? (definitions[member] ?? null) : null,
  );
  const [first] = all;
  if (all.length === 1 || first == null) return first ?? null;
  if (all.includes(null)) return null;
  const byName = new Map<string, Field[]>();
  for (const fields of all)
    for (const field of fields ?? []) byName.set(field.name, [...(byName.get(field.name) ?? []), field]);
  return [...byName.values()].map((fields): Field => {
    const { default: _, ...field } = fields[0] as Field;
    const required = fields.length === all.length && fields.every((one) => one.required);
    return { ...field, required, type: union(fields.map(({ type }) => type)) };
  });
}
