/**
 * Events of the platform that a node publishes only when `ONEX_PLATFORM_EVENTS` names them, for the dashboards and the
 * contract registry of the Python packages. Readers refuse unknown keys: so each payload has exactly the keys that they
 * know.
 */
export { startLogPublisher, type LogPublisherOptions } from './log-publisher.ts';
export { PLATFORM_EVENTS, type PlatformEvent } from './list.ts';
export { contractDeregistered, contractRegistered, nodeStateChange } from './payloads.ts';
export { platformEventsOf, platformTopic, platformTopics, startEvents, stopEvents } from './names.ts';
