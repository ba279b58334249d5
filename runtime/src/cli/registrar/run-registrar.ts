import { consulAddress, startRegistrar } from '../../discovery/index.ts';
import { DEFAULT_BACKOFF, persist } from '../../event-bus/retry/index.ts';
import { problemLines } from '../../event-bus/observability/index.ts';
import { createTopicWatch } from '../../event-bus/session/index.ts';
import {
  HEARTBEAT_TOPIC,
  INTROSPECTION_REQUEST_TOPICS,
  INTROSPECTION_TOPIC,
} from '../../event-bus/wire/index.ts';
import { createProblemLog } from '../../health/problem-log.ts';
import type { Logger } from '../../logging/index.ts';
import { onSignals } from '../../start/process/index.ts';
import { withoutEmpty } from '../../values/index.ts';
import { openReader, openTransport } from '../kafka/index.ts';

export interface RegistrarSettings {
  readonly servers: readonly string[];
  readonly consulUrl: string;
  readonly environment: string;
  readonly createTopics: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logger: Logger;
}

/** Time to close the connections after a signal, in ms. */
const CLOSE_MS = 10_000;

/**
 * Runs the registrar until a signal. While Kafka is unavailable or its topics are missing, it retries.
 * @returns exit code 0, or 1 when a connection could not be closed in time.
 */
export async function runRegistrar(settings: RegistrarSettings): Promise<number> {
  const { servers, consulUrl, environment, env, logger } = settings;
  const stopping = new AbortController();
  const stopped = Promise.withResolvers<void>();
  onSignals({
    stop: (signal) => {
      logger.info({ signal }, 'stopping');
      // Also during the start, because a server that does not answer must not delay the end of the process.
      setTimeout(() => {
        logger.error('cut off: Kafka and Consul did not answer in time');
        process.exit(1);
      }, CLOSE_MS).unref();
      stopping.abort();
      stopped.resolve();
    },
    abort: () => process.exit(1),
  });
  const transport = await openTransport({ servers, env, logger, createTopics: settings.createTopics });
  const reader = await openReader({ servers, env, logger });
  const problems = createProblemLog(problemLines(logger, 'warn'));
  const trying = { signal: stopping.signal, backoff: DEFAULT_BACKOFF };
  const topics = createTopicWatch({
    ...trying,
    transport,
    needed: [INTROSPECTION_TOPIC, HEARTBEAT_TOPIC],
    optional: INTROSPECTION_REQUEST_TOPICS,
    onProblem: (problem) => problems.set('topics', problem),
  });
  const registrar = await persist(
    async () => {
      await transport.connect();
      await topics.require();
      const consul = { url: consulUrl, token: withoutEmpty(env)['CONSUL_HTTP_TOKEN'] };
      return startRegistrar({ transport, reader, consul, environment, logger, onTrouble: topics.look });
    },
    {
      ...trying,
      onProblem: ({ message }) => problems.set('start', `not started yet, trying on: ${message}`),
    },
  );
  problems.set('start', null);
  if (registrar !== undefined)
    logger.info({ kafka: servers.join(','), consul: consulAddress(consulUrl)?.shown }, 'started');
  await stopped.promise;
  problems.close();
  await registrar?.stop();
  await Promise.all([reader.close(), transport.close()]);
  logger.info('stopped');
  return 0;
}
