import type { Contract, WorkflowStep } from 'onex-runtime/contract';
import { stepModels, fieldsOf } from '../source/index.ts';
import type { NamedModel } from '../models/index.ts';
import type { Message, StepTarget } from './target.ts';

/** The messages of a step: those of the project's node that performs it, otherwise those that their names define. */
export interface StepMessages {
  readonly command: Message;
  readonly reply: Message;
  /** The command that undoes the step; null if there is none. */
  readonly undo: Message | null;
  readonly target: StepTarget | null;
  /** The orchestrator's own models that the types name. */
  readonly ownModels: readonly string[];
}

export function stepMessages(
  step: WorkflowStep,
  { definitions }: Contract,
  named: ReadonlyMap<string, NamedModel>,
  targets: ReadonlyMap<string, StepTarget>,
): StepMessages {
  const target = targets.get(step.id) ?? null;
  const any: Message = { type: 'object', fields: null, definitions };
  if (target !== null) {
    const { command, reply } = target;
    const undo = step.compensation === null ? null : (target.undo ?? any);
    return { command, reply, undo, target, ownModels: [] };
  }
  const names = stepModels(step);
  const message = (name: string, wrap: (model: string) => string): Message => ({
    type: wrap(named.get(name)?.className ?? 'object'),
    fields: fieldsOf(name, definitions),
    definitions,
  });
  const models = [names.command, names.reply].flatMap((name) => named.get(name)?.className ?? []);
  return {
    command: message(names.command, (model) => `z.input<typeof ${model}>`),
    reply: message(names.reply, (model) => model),
    undo: step.compensation === null ? null : any,
    target,
    ownModels: [...new Set(models)],
  };
}
