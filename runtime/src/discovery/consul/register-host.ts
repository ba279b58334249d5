import type { BusLogger } from '../../event-bus/observability/index.ts';
import { within } from '../../values/async/index.ts';
import type { NodeProfile } from '../identity/index.ts';
import type { ConsulClient } from './consul-client.ts';
import { nodeOfProfile } from './registered-node.ts';
import { startSelfRegistration } from './self-registration.ts';

export interface HostRegistration {
  readonly consul: ConsulClient;
  readonly profile: NodeProfile;
  /** How often the registration is verified, in ms. */
  readonly intervalMs: number;
  readonly logger: BusLogger;
  /** Called with the reason why the node is not registered, and with null when it is registered. */
  readonly onProblem: (problem: string | null) => void;
}

/** How long a shutdown waits for Consul, in ms. */
const DEREGISTER_MS = 2000;

/**
 * Registers a host in the background, whatever Consul does. @returns a function that deregisters it and never rejects.
 */
export function registerHost(options: HostRegistration): () => Promise<void> {
  const { consul, profile, intervalMs, logger, onProblem } = options;
  const node = nodeOfProfile(profile);
  if (node === null) {
    logger.warn('not registered in Consul: the node has no health endpoint to check');
    return async () => {};
  }
  const onAgain = (parts: readonly string[]): void =>
    logger.warn({ parts }, 'registered in Consul again, because a part of the registration was missing');
  const onUntied = (error: Error): void =>
    logger.info(
      { reason: error.message },
      'if this process is killed, its entries stay in Consul until a registrar runs',
    );
  const registration = startSelfRegistration({ consul, node, intervalMs, onProblem, onAgain, onUntied });
  return async () => {
    const gone = registration
      .stop()
      .catch((error: unknown) => logger.warn({ error }, 'not deregistered from Consul'));
    if (!(await within(DEREGISTER_MS, gone))) {
      logger.warn(`Consul did not answer within ${DEREGISTER_MS} ms; the node may still be registered`);
    }
    consul.close();
  };
}
