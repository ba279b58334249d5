import { toPhrase, uniqueStems, type OperationName } from '../../naming/index.ts';

const VERSION = { major: 1, minor: 0, patch: 0 };

interface Action {
  readonly action_name: string;
  readonly action_type: 'intent_emission' | 'state_update';
}

interface Transition {
  readonly from: string;
  readonly to: string;
  readonly trigger: string;
  readonly needs?: string;
  readonly actions: readonly Action[];
}

/** A machine in the strict form, with the related parts of the contract. */
export interface MachineText {
  readonly machine: object;
  readonly triggers: readonly string[];
  /** Names of the intents that its actions emit. */
  readonly intents: readonly string[];
}

const STATES = [
  ['idle', 'Nothing has happened yet.'],
  ['active', 'In progress.'],
  ['completed', 'Completed. A reset returns to idle.'],
  ['failed', 'Failed. A reset returns to idle.'],
] as const;

const update = (name: string): Action => ({ action_name: name, action_type: 'state_update' });
const emit = (name: string): Action => ({ action_name: name, action_type: 'intent_emission' });

const LIFE: readonly Transition[] = [
  {
    from: 'idle',
    to: 'active',
    trigger: 'start',
    needs: 'entity_id',
    actions: [update('store_data'), emit('notify_started')],
  },
  {
    from: 'active',
    to: 'completed',
    trigger: 'complete',
    actions: [update('store_data'), emit('notify_completed')],
  },
  {
    from: 'active',
    to: 'failed',
    trigger: 'fail',
    actions: [update('record_failure'), emit('notify_failed')],
  },
  { from: 'completed', to: 'idle', trigger: 'reset', actions: [update('clear_data')] },
  { from: 'failed', to: 'idle', trigger: 'reset', actions: [update('clear_data')] },
];

/**
 * Returns the default machine of a reducer: idle → active → completed, with failed and reset. Other triggers store the
 * fields of the event and leave an active entity active.
 */
export function machineText(name: string, operations: readonly OperationName[]): MachineText {
  const usual = new Set(LIFE.map(({ trigger }) => trigger));
  const extra = operations
    .filter((operation) => !usual.has(operation))
    .map((trigger): Transition => ({
      from: 'active',
      to: 'active',
      trigger,
      actions: [update('store_data')],
    }));
  const transitions = [...LIFE, ...extra];
  const names = uniqueStems(
    transitions.map(({ from, trigger }) => `${from}_${trigger}`),
    'transition',
  );
  return {
    machine: {
      version: VERSION,
      state_machine_name: `${name}_machine`,
      state_machine_version: VERSION,
      description: `The ${toPhrase(name)} state machine.`,
      initial_state: 'idle',
      states: STATES.map(([state, description]) => ({
        version: VERSION,
        state_name: state,
        state_type: state === 'idle' ? 'initial' : 'operational',
        description,
        required_data: state === 'active' ? ['entity_id'] : [],
      })),
      transitions: transitions.map((transition, index) => transitionText(transition, names[index] ?? '')),
      persistence_enabled: true,
    },
    triggers: [...new Set(transitions.map(({ trigger }) => trigger))],
    intents: [
      ...new Set(
        transitions.flatMap(({ actions }) => actions.filter(isIntent).map(({ action_name: n }) => n)),
      ),
    ],
  };
}

function isIntent({ action_type: type }: Action): boolean {
  return type === 'intent_emission';
}

function transitionText({ from, to, trigger, needs, actions }: Transition, name: string): object {
  return {
    version: VERSION,
    transition_name: name,
    from_state: from,
    to_state: to,
    trigger,
    ...(needs === undefined
      ? {}
      : {
          conditions: [
            {
              condition_name: `has_${needs}`,
              condition_type: 'expression',
              expression: `${needs} exists true`,
              required: true,
            },
          ],
        }),
    actions,
  };
}
