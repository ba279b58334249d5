import type { Contract, Field, Route, WorkflowStep } from 'onex-runtime/contract';
import { nameForms } from './names.ts';

/**
 * Models that a contract names beside its fields: events that its routes take, payloads of intents and topics, and messages of
 * steps, which are named after the step where the contract names none and no node of the project has them.
 */
export function modelsBesideFields(
  { kind, routing, intents, workflow, topics, definitions }: Contract,
  isInProject: (step: string) => boolean,
): readonly string[] {
  // The handlers of an orchestrator without a graph may publish messages of these models.
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

/** Models of a step's command and reply, by the names that the contract gives them, otherwise by the step's own. */
export function stepModels({ id, commandModel, resultModel }: WorkflowStep): {
  readonly command: string;
  readonly reply: string;
} {
  const { pascal } = nameForms(id, 'step');
  return { command: commandModel ?? `${pascal}Command`, reply: resultModel ?? `${pascal}Completed` };
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
