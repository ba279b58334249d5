import type { EventTransport } from '../../event-bus/transports/index.ts';
import type { Metrics } from '../../health/metrics.ts';
import type { Logger } from '../../logging/index.ts';
import { defineToken, type Token } from './container.ts';
import type { Settings } from './settings.ts';

export const SETTINGS: Token<Settings> = defineToken('SETTINGS');
export const LOGGER: Token<Logger> = defineToken('LOGGER');
/** The node's own configuration, as its config model parsed it. */
export const CONFIG: Token<unknown> = defineToken('CONFIG');
/** The transport that several nodes of one process share (`onex-runtime dev`, tests). */
export const EVENT_TRANSPORT: Token<EventTransport> = defineToken('EVENT_TRANSPORT');
export const METRICS: Token<Metrics> = defineToken('METRICS');
/** Absolute URL of the health server as others reach it, or null. The introspection announces it. */
export const HEALTH_URL: Token<string | null> = defineToken('HEALTH_URL');
