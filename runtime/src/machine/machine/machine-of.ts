import type { Contract, StateMachine } from '../../contract/model.ts';

/**
 * The contract's machine. A reducer whose contract has none gets an equivalent one: a state `active` to which every
 * operation leads back, with an action of the operation's name.
 */
export function machineOf(contract: Contract): StateMachine {
  if (contract.stateMachine !== null) return contract.stateMachine;
  return {
    name: contract.name,
    initial: 'active',
    states: [{ name: 'active', description: null, terminal: false, entry: [], exit: [], requiredData: [] }],
    transitions: contract.operations.map(({ name, description }) => ({
      from: 'active',
      to: 'active',
      trigger: name,
      conditions: [],
      actions: [{ name, type: 'state_update' }],
      description,
    })),
    persistent: false,
  };
}

/** Names of all actions of a machine, each once. */
export function actionsOf(machine: StateMachine): ReadonlySet<string> {
  const inStates = machine.states.flatMap(({ entry, exit }) => [...entry, ...exit]);
  const inTransitions = machine.transitions.flatMap(({ actions }) => actions);
  return new Set([...inStates, ...inTransitions].map(({ name }) => name));
}

/** Names of all conditions that the owner has to write, each once. */
export function guardsOf(machine: StateMachine): ReadonlySet<string> {
  const conditions = machine.transitions.flatMap(({ conditions }) => conditions);
  return new Set(conditions.flatMap(({ condition }) => (condition.kind === 'guard' ? [condition.name] : [])));
}
