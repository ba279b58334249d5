/**
 * The container that gives a node its services, the tokens that the runtime registers, and the node's own
 * settings. Guarantees: two tokens of the same name are two tokens; a service that is missing is an error that
 * names its token.
 */
export { Container, defineToken, type Provider, type Token } from './container.ts';
export { fromEnvironment, type EnvironmentForm } from './from-environment.ts';
export { LOG_LEVELS, defaultSettings, type Settings } from './settings.ts';
export { CONFIG, EVENT_TRANSPORT, HEALTH_URL, LOGGER, METRICS, SETTINGS } from './tokens.ts';
