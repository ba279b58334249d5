import type { BusSettings } from './bus-settings.ts';
import type { BusLogger } from './logger.ts';
import type { EventTransport } from './transport.ts';

/** What a host brings along itself. */
export interface HostServices {
  readonly settings: BusSettings | null;
  readonly logger: BusLogger | null;
  /** A transport that several hosts share; it belongs to who made it. */
  readonly transport: EventTransport | undefined;
  readonly healthUrl: string | null;
}

/** Services of a node of the runtime; a class that is none has neither settings nor logger of that shape. */
export function hostServices(host: object): HostServices {
  const node = host as { settings?: BusSettings; logger?: BusLogger };
  const isNode = typeof node.settings === 'object' && 'stateDir' in node.settings;
  return {
    settings: isNode ? (node.settings ?? null) : null,
    logger: isNode ? (node.logger ?? null) : null,
    transport: undefined,
    healthUrl: null,
  };
}
