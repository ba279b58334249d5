/**
 * The events of a reducer's state machine: which fields they have, and samples of them for generated tests. A sample
 * fulfills the conditions of its transition, and the model of the event accepts it wherever both are possible. Also which
 * fields of an intent the events give.
 */
export { eventFields } from './event-fields.ts';
export {
  actionsRun,
  eventsByAction,
  intentFields,
  type EventFields,
  type IntentFields,
} from './intent-fields.ts';
export { sampleEvent, type EventSample } from './event-sample.ts';
