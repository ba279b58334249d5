import type { ErrorCode } from '../../runtime/src/errors/index.ts';
import type { Entry } from './entry.ts';

/**
 * Errors of running nodes, with the numbers of the ONEX core. Some of them are sent only by nodes in other languages, and
 * the runtime reads them.
 */
export const RUNTIME_ERRORS: Readonly<Record<ErrorCode, Entry>> = {
  INVALID_PARAMETER: {
    what: 'An argument of a call has a value that the call does not accept.',
    why: 'For example, an option of `emit` is out of range, a header is not a string, or `context.transaction.query` got more than one statement.',
    fix: 'Correct the argument that the message names. The error is not retried.',
  },
  MISSING_REQUIRED_PARAMETER: {
    what: 'A required argument of an operation is missing. Nodes in other languages send this code.',
    why: 'The sender left out the value.',
    fix: 'Send the value. The error is not retried.',
  },
  VALIDATION_FAILED: {
    what: 'What a handler returned does not fit the output model of its operation.',
    why: 'A field is missing, has another type, or breaks a constraint of the contract. The message names the field.',
    fix: 'Correct the handler, or change the output of the operation in `contract.yaml` and run `onex upgrade`.',
  },
  VALIDATION_ERROR: {
    what: 'A message cannot be processed, however often it is tried: it is not JSON, has no payload, or does not fit the input model.',
    why: 'The sender and this node use different models, or the record was not written by an ONEX node.',
    fix: 'Read the dead letter with `onex dlq`, correct the sender, and send the message again. A handler may throw this code itself; the answer is then the failed event.',
  },
  FILE_NOT_FOUND: {
    what: 'A file that an operation needs does not exist. Nodes in other languages send this code.',
    why: 'The path is wrong, or the file was not deployed.',
    fix: 'Look at the sender’s logs for the path.',
  },
  INVALID_CONFIGURATION: {
    what: 'The code of a node and its configuration do not fit together.',
    why: 'For example, a setting names a backend that the node does not have, a worker’s module does not export the class, or the port of the health server cannot be used.',
    fix: 'Correct the setting or the code that the message names, and start the node again.',
  },
  CONFIGURATION_ERROR: {
    what: 'An environment variable or a setting has an unusable value.',
    why: 'The value has another form than the message asks for, or a file that it names cannot be read.',
    fix: 'Correct the variable. `onex doctor` shows each setting and where its value comes from.',
  },
  REGISTRY_NOT_FOUND: {
    what: 'A registry has no such entry. Nodes in other languages send this code.',
    why: 'The node is not registered, or its registration expired.',
    fix: 'Check that the node runs and that its heartbeats arrive.',
  },
  DUPLICATE_REGISTRATION: {
    what: 'An entry is registered already. Nodes in other languages send this code.',
    why: 'Two processes use one identity.',
    fix: 'Give each process its own `ONEX_INSTANCE_ID`.',
  },
  OPERATION_FAILED: {
    what: 'An operation failed, and its answer contains no precise code.',
    why: 'A failed event of another node has an unknown error code or none.',
    fix: 'Read the message of the failed event, and the logs of the node that sent it.',
  },
  TIMEOUT_EXCEEDED: {
    what: 'An attempt, a step, or a workflow took longer than its limit.',
    why: 'The work is slow, the node that should answer is not running, or the limit is too short. The effect may still exist.',
    fix: 'Check the node that should answer. Raise the limit in the contract if the work needs more time.',
  },
  INVALID_STATE: {
    what: 'The operation is not possible in the present state.',
    why: 'The state machine of a reducer has no such transition, a saved state cannot be read, or a transaction has ended.',
    fix: 'For a transition, check the order of the commands. For a saved state, repair or remove the row that the message names.',
  },
  INITIALIZATION_FAILED: {
    what: 'A component could not be started. Nodes in other languages send this code.',
    why: 'Something that it needs is missing at start.',
    fix: 'Look at the logs of the node that sent the code.',
  },
  INTERNAL_ERROR: {
    what: 'A node failed in a way that it does not expect. Nodes in other languages send this code.',
    why: 'The node has a defect.',
    fix: 'Look at the logs of the node that sent the code.',
  },
  EVENT_BUS_ERROR: {
    what: 'The event bus is unavailable, or refuses a topic, a group, or a login.',
    why: 'The broker does not answer, a topic is missing, or the node lacks a right. The message is neither answered nor dead-lettered.',
    fix: 'Run `onex doctor`, which checks the address, the topics, and the rights. The node continues by itself when the bus is available again.',
  },
  CONTRACT_VALIDATION_ERROR: {
    what: 'The code of a node does not do what its contract says.',
    why: 'An operation has no handler, a handler belongs to no operation, the class is of another kind, or the node emits to a topic that the contract does not list.',
    fix: 'Run `onex upgrade`, or correct the code or the contract.',
  },
  DEPENDENCY_UNAVAILABLE: {
    what: 'A store, Consul, or another dependency is unavailable, or its circuit is open after repeated failures.',
    why: 'The service does not answer, or the node is shutting down. A message waits and is delivered again; an open circuit is answered with the failed event.',
    fix: 'Start the service or correct its address. `onex doctor` checks each of them.',
  },
  IMPORT_ERROR: {
    what: 'A module of the node cannot be loaded.',
    why: 'A package is not installed, or an optional peer such as `pg` is missing.',
    fix: 'Run the install command that the message names, and start the node again.',
  },
  METHOD_NOT_IMPLEMENTED: {
    what: 'A generated placeholder was called.',
    why: 'The generator does not know the value of a field, or what an operation does, and nobody wrote it yet.',
    fix: 'Write the code in the file that the message names. The error is not retried.',
  },
  PROCESSING_ERROR: {
    what: 'A handler failed, its answer cannot be published, or a message ended several processes.',
    why: 'The handler threw an error without a code, or returned a value that is not JSON. A message that ends the process as often as `ONEX_MAX_DELIVERIES` allows is dead-lettered.',
    fix: 'Read the cause in the logs, and correct the handler. `onex dlq` shows dead letters and sends them again.',
  },
  TYPE_MISMATCH: {
    what: 'A value has another type than expected. Nodes in other languages send this code.',
    why: 'The sender and the receiver use different models.',
    fix: 'Compare the contracts with `onex contract diff`. The error is not retried.',
  },
};
