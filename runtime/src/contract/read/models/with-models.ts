import type { Field, ModelReference, Operation, Route, TopicReference } from '../../model.ts';
import { union } from '../../types/union.ts';
import type { TopModels } from './top-models.ts';

type Definitions = Readonly<Record<string, readonly Field[]>>;

export interface ModelSources {
  readonly routes: readonly Route[];
  readonly definitions: Definitions;
  readonly input: TopModels;
  readonly output: TopModels;
  readonly published: readonly TopicReference[];
}

/**
 * The fields of each operation: its own; else those of the model that it, its only route, or the contract names, where
 * the contract defines that model; else those of the top level; and for an output, those of the published event. Names
 * without types are added to the fields of a model.
 */
export function withModels(operations: readonly Operation[], sources: ModelSources): readonly Operation[] {
  const byOperation = new Map<string, Route[]>();
  for (const route of sources.routes)
    for (const name of route.operations) byOperation.set(name, [...(byOperation.get(name) ?? []), route]);
  const events = new Map(
    sources.published.map(({ topic, fields, eventType }) => [topic, { fields: fields ?? null, eventType }]),
  );
  return operations.map((operation) => {
    const routes = byOperation.get(operation.name) ?? [];
    const route = routes.length === 1 ? routes[0] : undefined;
    const inputModel = operation.inputModel ?? route?.inputModel ?? route?.eventModel ?? sources.input.model;
    const outputModel = operation.outputModel ?? route?.outputModel ?? sources.output.model;
    const { definitions } = sources;
    return {
      ...operation,
      input: fieldsFor(operation.input, route?.inputFields, inputModel, sources.input, definitions),
      output:
        fieldsFor(operation.output, route?.outputFields, outputModel, sources.output, definitions) ??
        eventFields(events.get(operation.completedTopic), definitions),
      ...(inputModel != null && { inputModel }),
      ...(outputModel != null && { outputModel }),
    };
  });
}

/** Fields of a published event: those that are listed beside it, else those of the model that its type names. */
function eventFields(
  event: { readonly fields: readonly Field[] | null; readonly eventType: string | null } | undefined,
  definitions: Definitions,
): readonly Field[] | null {
  if (event === undefined) return null;
  const { fields, eventType } = event;
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
