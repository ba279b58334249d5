import { stepsBefore, type Contract, type WorkflowStep } from 'onex-runtime/contract';
import {
  jsDoc,
  LINE_WIDTH,
  propertyKey,
  stringLiteral,
  importStatement,
  SourceText,
} from '../../text/index.ts';
import type { StepMessages } from './messages.ts';

/**
 * Returns the ids of earlier steps that have always completed when a step starts, because none of them can be skipped.
 */
export function surelyBefore(contract: Contract, id: string): readonly string[] {
  const steps = contract.workflow?.steps ?? [];
  const never = new Set(steps.filter(({ condition }) => condition === null).map((step) => step.id));
  return stepsBefore(contract, id).filter((before) => never.has(before));
}

/** Returns the content of `steps.ts`: its imports, and a member of the interface for each step. */
export function stepTypes(
  contract: Contract,
  steps: readonly { readonly step: WorkflowStep; readonly messages: StepMessages }[],
): {
  readonly usesZod: boolean;
  readonly imports: readonly SourceText[];
  readonly members: readonly SourceText[];
} {
  const targets = new Map(
    steps.flatMap(({ messages: { target } }) => (target ? [[target.models, target]] : [])),
  );
  const own = [...new Set(steps.flatMap(({ messages }) => messages.ownModels))];
  const members = steps.map(({ step, messages }) => member(contract, step, messages));
  return {
    usesZod: members.some(({ text }) => text.includes(': z.') || text.includes('<z.')),
    imports: [
      ...[...targets.values()].map(
        ({ namespace, models }) =>
          new SourceText(`import type * as ${namespace} from ${stringLiteral(models)};`),
      ),
      ...(own.length === 0
        ? []
        : [
            importStatement(
              own.toSorted().map((model) => `type ${model}`),
              './models/index.ts',
            ),
          ]),
    ],
    members,
  };
}

function member(
  contract: Contract,
  step: WorkflowStep,
  { command, reply, undo, target }: StepMessages,
): SourceText {
  const before = surelyBefore(contract, step.id);
  const lines = [
    property('command', command.type),
    property('reply', reply.type),
    ...(undo === null ? [] : [property('undo', undo.type)]),
    ...(before.length === 0 ? [] : [property('after', before.map(stringLiteral).join(' | '))]),
  ];
  const doc = jsDoc([target?.asked ?? step.description ?? `Step ${step.id}.`], 2).text;
  const body = lines.map((line) => `    ${line}\n`).join('');
  return new SourceText(`  ${doc}\n  readonly ${propertyKey(step.id)}: {\n${body}  };\n`);
}

/** `readonly name: type;` on as many lines as it needs. */
function property(name: string, type: string): string {
  const line = `readonly ${name}: ${type};`;
  if (4 + line.length <= LINE_WIDTH) return line;
  if (!type.includes(' | ')) return `readonly ${name}:\n      ${type};`;
  return `readonly ${name}:${type
    .split(' | ')
    .map((part) => `\n      | ${part}`)
    .join('')};`;
}
