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
  type Lifeline,
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
