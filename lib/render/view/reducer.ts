import type { Contract, MachineAction, StateMachine } from 'onex-runtime/contract';
import { stringLiteral } from '../escape.ts';
import { layOut } from '../layout.ts';
import { SourceText } from '../source-text.ts';
import { uniqueForms } from './names.ts';

/** What an action does until its owner writes it. */
export type ActionUse = 'store' | 'clear' | 'emit';

/** An action or guard: a function in a file of its own. */
export interface MachinePartView {
  /** In the contract. */
  readonly name: string;
  readonly function: string;
  readonly file: string;
  readonly summary: readonly string[];
}

export interface ActionView extends MachinePartView {
  readonly does: ActionUse;
  /** What an emitting action gives out. */
  readonly intents: SourceText;
}

const CLEARS = /^(clear|reset|remove|forget)(_|$)/;
const EMITS = /^(emit|build|send|publish|request|notify)_/;

const SUMMARIES: Readonly<Record<ActionUse, string>> = {
  store: 'Takes the fields of the event up into the data.',
  clear: 'Forgets all data.',
  emit: 'Wishes, by an intent with the fields of the event, that somebody acts on it.',
};

function useOf({ name, type }: MachineAction): ActionUse {
  if (type === 'intent_emission') return 'emit';
  if (CLEARS.test(name)) return 'clear';
  return type === 'other' && EMITS.test(name) ? 'emit' : 'store';
}

/** States of the contract's machine, or of the one state the runtime gives a reducer without a machine. */
export function stateNames(contract: Contract): readonly string[] {
  return contract.stateMachine?.states.map(({ name }) => name) ?? ['active'];
}

/** Actions of the machine, each once; without a machine one per operation. */
function actionsOf({ stateMachine, operations }: Contract): MachineAction[] {
  const all =
    stateMachine === null
      ? operations.map(({ name }): MachineAction => ({ name, type: 'state_update' }))
      : stateMachine.states
          .flatMap(({ entry, exit }) => [...entry, ...exit])
          .concat(stateMachine.transitions.flatMap(({ actions }) => actions));
  return [...new Map(all.map((action) => [action.name, action])).values()];
}

function guardsOf(machine: StateMachine | null): Map<string, string> {
  const conditions = machine?.transitions.flatMap((transition) => transition.conditions) ?? [];
  return new Map(
    conditions.flatMap(({ condition }): [string, string][] =>
      condition.kind === 'guard' ? [[condition.name, condition.expression]] : [],
    ),
  );
}

/** Fields that the machine asks for: what states require and conditions look at, as far as they are plain names. */
export function machineFields(machine: StateMachine | null): readonly string[] {
  const required = machine?.states.flatMap(({ requiredData }) => requiredData) ?? [];
  const conditions = machine?.transitions.flatMap((transition) => transition.conditions) ?? [];
  const tested = conditions.flatMap(({ condition }) => (condition.kind === 'guard' ? [] : [condition.field]));
  return [...new Set([...required, ...tested])].filter((name) => !name.includes('.'));
}

function intentsOf(name: string): SourceText {
  const intent = `{ name: ${stringLiteral(name)}, payload: { ...event.payload, trigger: event.trigger } }`;
  return new SourceText(
    layOut([intent], { open: '[', close: ']', before: '  intents: '.length, after: 1, indent: 2 }),
  );
}

/** Names and files of a reducer's actions and guards. */
export function reducerView(contract: Contract, { pascal }: { readonly pascal: string }) {
  const actions = actionsOf(contract);
  const guards = [...guardsOf(contract.stateMachine)];
  const actionForms = uniqueForms(
    actions.map(({ name }) => name),
    'action',
  );
  const guardForms = uniqueForms(
    guards.map(([name]) => name),
    'guard',
  );
  return {
    dataModel: `Model${pascal}Data`,
    actions: actions.map((action, index): ActionView => ({
      name: action.name,
      function: `action${actionForms[index]?.pascal ?? ''}`,
      file: `action_${actionForms[index]?.snake ?? ''}`,
      does: useOf(action),
      intents: intentsOf(action.name),
      summary: [SUMMARIES[useOf(action)]],
    })),
    guards: guards.map(([name, expression], index): MachinePartView => ({
      name,
      function: `guard${guardForms[index]?.pascal ?? ''}`,
      file: `guard_${guardForms[index]?.snake ?? ''}`,
      summary: [
        `Whether this holds, in the contract's words: ${expression}`,
        'What the words mean is for the owner of the node to say; until then it always holds.',
      ],
    })),
  };
}
