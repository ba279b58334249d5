import type { Contract, Field, Route } from 'onex-runtime/contract';

/** Models that a contract names beside its fields: events that its routes take, payloads of intents, steps' messages. */
export function modelsBesideFields({ routing, intents, workflow }: Contract): readonly string[] {
  const names = [
    ...routing.routes.map(({ eventModel }) => eventModel?.name),
    ...intents.map(({ payloadModel }) => payloadModel?.name),
    ...(workflow?.steps ?? []).flatMap(({ commandModel, resultModel }) => [commandModel, resultModel]),
  ];
  return [...new Set(names.filter((name): name is string => typeof name === 'string' && name !== ''))];
}

/** Fields that name models, for whatever gathers names from fields. */
export function fieldsNaming(models: readonly string[]): Field[] {
  return models.map((name) => ({
    name,
    type: { kind: 'named', name },
    required: true,
    description: null,
  }));
}

/** The one event model that all routes of an operation name, or null. */
export function eventModelOf({ routing }: Contract, operation: string): string | null {
  const takes = ({ operations }: Route): boolean => operations.includes(operation);
  const models = new Set(routing.routes.filter(takes).map(({ eventModel }) => eventModel?.name ?? null));
  const [only = null] = models;
  return models.size === 1 ? only : null;
}
