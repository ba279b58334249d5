import type { Contract, Field, Route, WorkflowStep } from 'onex-runtime/contract';
import { nameForms } from './names.ts';

/**
 * Returns models that a contract names outside its fields: events of its routes, payloads of intents and topics, and
 * messages of steps. A message without a named model is named after its step if no node of the project provides one.
 */
export function modelsBesideFields(
  { kind, routing, intents, workflow, topics, definitions }: Contract,
  isInProject: (step: string) => boolean,
): readonly string[] {
  // The handlers of an orchestrator without a graph may publish messages with these models.
  const emitted = kind === 'orchestrator' && workflow === null ? topics.publish : [];
  const names = [
    ...emitted.flatMap(({ model }) =>
      model !== undefined && model.members === undefined && Object.hasOwn(definitions, model.name)
        ? [model.name]
        : [],
    ),
    ...routing.routes.map(({ eventModel }) => eventModel?.name),
    ...intents.map(({ payloadModel }) => payloadModel?.name),
    ...(workflow?.steps ?? []).flatMap((step) => {
      const { command, reply } = stepModels(step);
      return isInProject(step.id) ? [step.commandModel, step.resultModel] : [command, reply];
    }),
  ];
  return [...new Set(names.filter((name): name is string => typeof name === 'string' && name !== ''))];
}

/** Returns the models of a step's command and reply, by the names in the contract, otherwise by the step's own. */
export function stepModels({ id, commandModel, resultModel }: WorkflowStep): {
  readonly command: string;
  readonly reply: string;
} {
  const { pascal } = nameForms(id, 'step');
  return { command: commandModel ?? `${pascal}Command`, reply: resultModel ?? `${pascal}Completed` };
}

/** Returns fields that name models, for functions that collect names from fields. */
export function fieldsNaming(models: readonly string[]): Field[] {
  return models.map((name) => ({
    name,
    type: { kind: 'named', name },
    required: true,
    description: null,
  }));
}

/** Returns the single event model that all routes of an operation name, or null. */
export function eventModelOf({ routing }: Contract, operation: string): string | null {
  const takes = ({ operations }: Route): boolean => operations.includes(operation);
  const models = new Set(routing.routes.filter(takes).map(({ eventModel }) => eventModel?.name ?? null));
  const [only = null] = models;
  return models.size === 1 ? only : null;
}
