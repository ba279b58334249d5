/**
 * The events of a reducer's state machine: their fields, and samples of them for generated tests. A sample fulfills the
 * conditions of its transition, and the event's model accepts it wherever both are possible. This folder also
 * determines which fields of an intent come from the events.
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
