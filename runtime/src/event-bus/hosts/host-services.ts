import type { Metrics } from '../../health/metrics.ts';
import {
  type Token,
  defineToken,
  EVENT_TRANSPORT,
  HEALTH_URL,
  METRICS,
  SETTINGS,
} from '../../node/services/index.ts';
import type { BusSettings } from '../settings/index.ts';
import type { DeduplicationStore } from '../stores/deduplication/index.ts';
import type { BusLogger } from '../observability/index.ts';
import type { EventTransport } from '../transports/index.ts';

/** Where handled messages are remembered. A registered store belongs to the code that registered it. */
export const DEDUPLICATION_STORE: Token<DeduplicationStore> = defineToken('DEDUPLICATION_STORE');

/** What a runtime node provides itself. Any other host provides none of it. */
export interface HostServices {
  readonly settings: BusSettings | undefined;
  readonly logger: BusLogger | undefined;
  /** A transport that several hosts share. It belongs to the code that created it. */
  readonly transport: EventTransport | undefined;
  readonly deduplication: DeduplicationStore | undefined;
  readonly metrics: Metrics | undefined;
  readonly healthUrl: string | null;
}

interface Services {
  find<T>(token: Token<T>): T | undefined;
}

/** What a node's container holds, and its logger. */
export function hostServices(host: object): HostServices {
  const { container, logger } = host as { container?: unknown; logger?: unknown };
  const services = isContainer(container) ? container : undefined;
  return {
    settings: services?.find(SETTINGS),
    logger: services !== undefined && isLogger(logger) ? logger : undefined,
    transport: services?.find(EVENT_TRANSPORT),
    deduplication: services?.find(DEDUPLICATION_STORE),
    metrics: services?.find(METRICS),
    healthUrl: services?.find(HEALTH_URL) ?? null,
  };
}

function isContainer(value: unknown): value is Services {
  return typeof value === 'object' && value !== null && typeof (value as Services).find === 'function';
}

function isLogger(value: unknown): value is BusLogger {
  const levels = ['debug', 'info', 'warn', 'error'] as const;
  return (
    typeof value === 'object' &&
    value !== null &&
    levels.every((level) => typeof (value as BusLogger)[level] === 'function')
  );
}
