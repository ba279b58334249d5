/**
 * The events of a reducer's state machine: which fields they have, and samples of them for generated tests. A sample
 * fulfills the conditions of its transition, and the model of the event accepts it wherever both are possible.
 */
export { eventFields } from './event-fields.ts';
export { sampleEvent, type EventSample } from './event-sample.ts';
