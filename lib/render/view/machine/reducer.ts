import type { Contract, MachineAction, StateMachine } from 'onex-runtime/contract';
import { stringLiteral, importStatement, layOut, SourceText } from '../../text/index.ts';
import {
  declaredIntents,
  intentsOfActions,
  intentTable,
  type EmittedIntent,
  type IntentView,
} from './intents.ts';
import { MISSING_VALUE, placeholderOf } from '../operations/index.ts';
import type { NamedModel } from '../models/index.ts';
import { uniqueForms, type Definitions } from '../source/index.ts';

/** What an action does until the user writes it. */
export type ActionUse = 'store' | 'clear' | 'emit';

/** An action or guard: a function in its own file. */
export interface MachinePartView {
  /** Its name in the contract. */
  readonly name: string;
  readonly function: string;
  readonly file: string;
  readonly summary: readonly string[];
}

export interface ActionView extends MachinePartView {
  readonly does: ActionUse;
  /** The intent of an emitting action; null for others. */
  readonly intent: EmittedIntent | null;
  /** Its imports from the runtime. */
  readonly runtimeImport: SourceText;
  /** Statements after an emitting action that lacks a value. */
  readonly mark: SourceText | null;
  /** Import of the models that it uses. */
  readonly modelsImport: SourceText;
  /** Start of its object, for an emitting action. */
  readonly emitHead: SourceText;
}

interface ReducerNames {
  readonly pascal: string;
  readonly definitions: Definitions;
  readonly named: ReadonlyMap<string, NamedModel>;
}

const CLEARS = /^(clear|reset|remove|forget)(_|$)/;
const EMITS = /^(emit|build|send|publish|request|notify)_/;

const SUMMARIES: Readonly<Record<ActionUse, string>> = {
  store: 'Stores the fields of the event in the data.',
  clear: 'Clears all data.',
  emit: 'Emits an intent with the fields of the event.',
};

function useOf({ name, type }: MachineAction): ActionUse {
  if (type === 'intent_emission') return 'emit';
  if (CLEARS.test(name)) return 'clear';
  return type === 'other' && EMITS.test(name) ? 'emit' : 'store';
}

/**
 * Returns the states of the contract's machine, or the single state that the runtime gives a reducer without a machine.
 */
export function stateNames(contract: Contract): readonly string[] {
  return contract.stateMachine?.states.map(({ name }) => name) ?? ['active'];
}

/** Returns the actions of the machine, each once; without a machine, one per operation. */
export function actionsOf({ stateMachine, operations }: Contract): MachineAction[] {
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

/** `export const …: ReducerAction<…> = ({ event }) => ({` on as many lines as it needs. */
function emitHead(action: string, pascal: string): SourceText {
  const start = `export const ${action}: ReducerAction<Model${pascal}Data, Intents${pascal}> = `;
  const parameters = { open: '({ ', close: ' })', before: start.length, after: ' => ({'.length };
  return new SourceText(`${start}${layOut(['event'], parameters)} => ({`);
}

/** `markPlaceholder(…, '…');` on as many lines as it needs. */
function markStatement(action: string, note: string): SourceText {
  return new SourceText(layOut([action, stringLiteral(note)], { open: 'markPlaceholder(', close: ');' }));
}

/** Returns the names and files of a reducer's actions and guards. */
export function reducerView(contract: Contract, names: ReducerNames) {
  const actions = actionsOf(contract);
  const dataModel = `Model${names.pascal}Data`;
  const emitting = actions.filter((action) => useOf(action) === 'emit');
  const ofActions = intentsOfActions(contract, emitting, names);
  const intents = new Map(
    [...declaredIntents(contract, names), ...ofActions.values()].map((intent): [string, IntentView] => [
      intent.name,
      intent,
    ]),
  );
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
    dataModel,
    /** Whether entities outlive the process, and therefore versions of the contract. */
    persistent: contract.stateMachine?.persistent === true,
    /** The object and type of `intents.ts`; null if the reducer emits none. */
    intentsName: intents.size === 0 ? null : `Intents${names.pascal}`,
    intents: intentTable([...intents.values()]),
    actions: actions.map((action, index): ActionView => {
      const intent = ofActions.get(action.name) ?? null;
      const note = placeholderOf(intent?.missing ?? []);
      const ownName = `action${actionForms[index]?.pascal ?? ''}`;
      const parsed = intent !== null && intent.fields !== null ? intent.model : null;
      return {
        name: action.name,
        function: ownName,
        file: `action_${actionForms[index]?.snake ?? ''}`,
        does: useOf(action),
        intent,
        modelsImport: importStatement(
          parsed === null ? [`type ${dataModel}`] : [`type ${dataModel}`, parsed],
          '../models/index.ts',
        ),
        emitHead: emitHead(ownName, names.pascal),
        runtimeImport: importStatement(
          [...(note === null ? [] : ['markPlaceholder', MISSING_VALUE]), 'type ReducerAction'],
          'onex-runtime',
        ),
        mark: note === null ? null : markStatement(ownName, note),
        summary: [SUMMARIES[useOf(action)]],
      };
    }),
    guards: guards.map(([name, expression], index): MachinePartView => ({
      name,
      function: `guard${guardForms[index]?.pascal ?? ''}`,
      file: `guard_${guardForms[index]?.snake ?? ''}`,
      summary: [
        `The condition in the contract: ${expression}`,
        'This placeholder always returns true. Replace it with code that evaluates the condition.',
      ],
    })),
  };
}
