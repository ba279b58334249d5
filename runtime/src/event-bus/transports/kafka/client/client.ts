import type { Admin, Kafka } from 'kafkajs';
import { missingPeer } from '../../../../errors/index.ts';
import { backoffMs, pause } from '../../../retry/index.ts';
import type { BusLogger } from '../../../observability/index.ts';
import { addCodecs } from './codecs.ts';
import { useFastCodec } from '../kafkajs/encoding/index.ts';
import { type KafkaEnvironment, kafkaSecurity } from '../settings/index.ts';
import { principalOf } from '../cluster/index.ts';
import { isTransient, toBusError, steadyClockOfKafkajs } from '../kafkajs/index.ts';
import { kafkaLogCreator } from './kafka-logger.ts';
import { createSocket, quietRequestQueues } from '../kafkajs/sockets/index.ts';

export interface KafkaClientOptions {
  readonly servers: readonly string[];
  readonly clientId: string;
  readonly logger: BusLogger;
  /** Where TLS and SASL are configured. */
  readonly environment?: KafkaEnvironment;
}

export interface KafkaClient {
  readonly kafka: Kafka;
  readonly library: typeof import('kafkajs');
  readonly servers: readonly string[];
  /** The principal of the client at the broker, as access rules name it. */
  readonly principal: string;
  /** Runs work with a connected admin client. @throws OnexError EVENT_BUS_ERROR naming the servers. */
  readonly withAdmin: <T>(work: (admin: Admin) => Promise<T>) => Promise<T>;
}

/** Reports an unavailable broker quickly, because each caller has its own retry loop. */
const CONNECT_RETRY = { retries: 2, initialRetryTime: 100, maxRetryTime: 1000 };
/** The client repeats most admin requests by itself, but not those that it sends to a group's coordinator. */
const ADMIN_TRIES = 6;

/**
 * Creates a client of a cluster. It does not connect yet.
 * @throws OnexError CONFIGURATION_ERROR if TLS or SASL is configured wrongly, IMPORT_ERROR if kafkajs is not installed.
 */
export async function createKafkaClient(options: KafkaClientOptions): Promise<KafkaClient> {
  const { servers, clientId, logger, environment = {} } = options;
  const library = await loadKafkajs();
  addCodecs(library);
  steadyClockOfKafkajs();
  quietRequestQueues();
  useFastCodec();
  const kafka = new library.Kafka({
    ...kafkaSecurity(environment),
    brokers: [...servers],
    clientId,
    connectionTimeout: 3000,
    requestTimeout: 10_000,
    retry: CONNECT_RETRY,
    socketFactory: createSocket,
    logCreator: kafkaLogCreator(logger),
  });
  return {
    kafka,
    library,
    servers,
    principal: principalOf(environment),
    async withAdmin(work) {
      const admin = kafka.admin({ retry: CONNECT_RETRY });
      try {
        await admin.connect();
        for (let tries = 1; ; tries += 1) {
          try {
            return await work(admin);
          } catch (error) {
            if (tries === ADMIN_TRIES || !isTransient(error)) throw error;
            await pause(backoffMs(tries));
          }
        }
      } catch (error) {
        throw toBusError(error, `Kafka at ${servers.join(', ')}`);
      } finally {
        await admin.disconnect().catch(() => {});
      }
    },
  };
}

async function loadKafkajs(): Promise<typeof import('kafkajs')> {
  // A bundler accepts a missing package only inside `try`.
  try {
    return (await import('kafkajs')).default;
  } catch (error) {
    return missingPeer('kafkajs', 'The client of Kafka')(error);
  }
}
