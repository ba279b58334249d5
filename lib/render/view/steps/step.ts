import { stepsBefore, type Contract, type Field, type WorkflowStep } from 'onex-runtime/contract';
import {
  propertyAccess,
  stringLiteral,
  layOut,
  layOutValue,
  objectLiteral,
  SourceText,
} from '../../text/index.ts';
import { payloadSample } from '../source/index.ts';
import type { StepMessages } from './messages.ts';
import { payloadOf, type Source } from './payload.ts';
import { surelyBefore } from './types.ts';

export interface StepOptions {
  readonly step: WorkflowStep;
  readonly contract: Contract;
  /** The messages of each step of the workflow. */
  readonly messages: ReadonlyMap<string, StepMessages>;
  /** Input fields of the workflow; null: any. */
  readonly start: readonly Field[] | null;
  readonly forms: { readonly pascal: string; readonly snake: string };
  /** Names of the types of the workflow's input and of its steps. */
  readonly types: { readonly input: string; readonly steps: string };
}

/** Returns the view for the file of a step. */
export function stepView(options: StepOptions) {
  const { step, contract, messages, forms, types } = options;
  const { id, node, operation, condition, dependsOn, description } = step;
  const asks =
    node === null
      ? `Step ${id}`
      : `Sends ${operation === null ? 'a command' : `the ${operation} command`} to ${node}`;
  const own = messages.get(id);
  const sure = new Set(surelyBefore(contract, id));
  const result = (of: string, isSure: boolean): Source => ({
    expression: propertyAccess('results', of),
    root: 'results',
    sure: isSure,
    message: messages.get(of)?.reply ?? { fields: null, definitions: contract.definitions },
  });
  const start: Source = {
    expression: 'start.input',
    root: 'start',
    sure: true,
    message: { fields: options.start, definitions: contract.definitions },
  };
  const earlier = stepsBefore(contract, id).toReversed();
  const sources = [...earlier.map((before) => result(before, sure.has(before))), start];
  const spread = [start, ...dependsOn.map((before) => result(before, sure.has(before)))];
  const command = payloadOf({
    to: own?.command ?? { type: 'object', fields: null, definitions: contract.definitions },
    sources,
    spread,
    property: 'command',
    commandType: 'Command',
  });
  // A step is undone even if its node never replied. Its result is then missing.
  const itself = result(id, false);
  const undo =
    own?.undo == null
      ? null
      : payloadOf({
          to: own.undo,
          sources: [itself, ...sources],
          spread: [...spread, itself],
          property: 'compensate',
          effectOf: itself,
          commandType: 'Undo',
        });
  const unfilled = [...new Set([...command.unfilled, ...(undo?.unfilled ?? [])])];
  return {
    id,
    function: `handler${forms.pascal}`,
    file: `handler_${forms.snake}`,
    condition,
    undoSummary: undoSummary(step, contract),
    summary: [
      description === null ? `${asks}.` : description,
      ...(description !== null && node !== null ? [`${asks}.`] : []),
    ],
    head: headOf(`export const handler${forms.pascal} = step`, [types.input, types.steps, stringLiteral(id)]),
    message: (kind: 'command' | 'undo') => new SourceText(`${types.steps}[${stringLiteral(id)}]['${kind}']`),
    earlier: new SourceText(dependsOn.length > 0 ? ' and the results of earlier steps' : ''),
    command,
    undo,
    mayLack: command.mayLack || undo?.mayLack === true,
    unfilled,
    unfilledList: new SourceText(
      layOutValue(unfilled, { before: '  unfilled: '.length, after: 1, indent: 2 }),
    ),
    payloadTypes: payloadTypesOf(own),
    answer: answerCall(id, own),
  };
}

/** `{ command: 'ModelPaymentInput' }`; null: the node is not in the project, or names no class. */
function payloadTypesOf(messages: StepMessages | undefined): SourceText | null {
  const { command = null, compensate = null } = messages?.target?.payloadTypes ?? {};
  const properties = [
    ...(command === null ? [] : [`command: ${stringLiteral(command)}`]),
    ...(compensate === null || messages?.undo == null ? [] : [`compensate: ${stringLiteral(compensate)}`]),
  ];
  return properties.length === 0 ? null : objectLiteral(properties, '  payloadTypes: '.length, 1, 2);
}

/** Describes when the step is undone, according to the present contract. */
function undoSummary({ compensation }: WorkflowStep, { workflow }: Contract): readonly string[] {
  const recovery = workflow?.recovery ?? 'fail_fast';
  if (recovery === 'compensate')
    return [`The payload of ${compensation}, which undoes this step when a later step fails.`];
  return [
    `The payload of ${compensation}, which undoes this step when a later step fails and the recovery strategy is compensate.`,
    `The recovery strategy of the contract is ${recovery}, so no step is undone.`,
  ];
}

/** `step<…>({` on as many lines as it needs. */
function headOf(start: string, types: readonly string[]): SourceText {
  const list = layOut(types, { open: '<', close: '>', before: start.length, after: '({'.length });
  // A list of types has no trailing comma.
  return new SourceText(`${start}${list.replace(/,\n>$/, '\n>')}({`);
}

/** Returns `test.answer('create_payment', () => ({ … }))`, with which a test replaces the node. */
function answerCall(id: string, messages: StepMessages | undefined): SourceText | null {
  const { fields, definitions } = messages?.reply ?? { fields: null, definitions: {} };
  const sample = fields === null ? { answered: true } : payloadSample(fields, definitions).payload;
  // A step whose reply has no sample gets no reply, and the tests that need its result are skipped.
  if (sample === null) return null;
  const start = `test.answer(${stringLiteral(id)}, () => (`;
  const place = { before: '    await '.length + start.length, after: '));'.length, indent: 4 };
  return new SourceText(`${start}${layOutValue(sample, place)}))`);
}
