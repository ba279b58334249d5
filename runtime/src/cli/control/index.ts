/**
 * The control connection of `dev`: other commands send messages to its nodes, and read what they publish. Only a
 * process that can read the endpoint file, whose mode is private, can connect. A client that reads slowly delays
 * neither the nodes nor other clients.
 */
export {
  createControlClient,
  type ControlClient,
  type OnEvent,
  type OnLeftOut,
  type OpenTail,
  type TailEnd,
} from './client.ts';
export { describeContract, type NodeDescription, type OperationDescription } from './directory.ts';
export {
  processOf,
  readEndpoint,
  removeEndpoint,
  writeEndpoint,
  type Endpoint,
  type SupervisorConnection,
} from './endpoint-file.ts';
export { createEventLog, recordPublished, sizeOf, type EventLog } from './event-log.ts';
export {
  correlationOf,
  eventJson,
  eventJsonText,
  isReadableJson,
  toBusEvent,
  type BusEvent,
  type EventFilter,
} from './event.ts';
export { eventMatcher, topicMatcher } from './filter.ts';
export {
  awaitDev,
  comingDev,
  devAnswers,
  findDev,
  nextDev,
  presentDev,
  requireDev,
  supervisorAnswers,
  type RunningDev,
} from './find-dev.ts';
export type { CallOutput } from './protocol.ts';
export { openControlServer, type ControlledBus, type ControlServer } from './server.ts';
