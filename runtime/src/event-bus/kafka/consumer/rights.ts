import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Kafka } from 'kafkajs';
import { type ClusterView, captureCluster } from './cluster-view.ts';

const TOPIC_AUTHORIZATION_FAILED = 29;
/** Bits in what a broker says a client may do on a topic. */
const READ = 1 << 3;

/** Who a client is to the broker, as rules of access name it. A broker may map the names of certificates. */
export function principalOf(environment: Readonly<Record<string, string | undefined>>): string {
  const protocol = environment['KAFKA_SECURITY_PROTOCOL']?.toUpperCase() ?? '';
  const name = environment['KAFKA_SASL_USERNAME'];
  if (name !== undefined && name !== '' && protocol !== 'SSL' && protocol !== 'PLAINTEXT')
    return `User:${name}`;
  const file = environment['KAFKA_SSL_CERT_FILE'];
  if (file === undefined || file === '') return 'User:ANONYMOUS';
  try {
    const { subject } = new X509Certificate(readFileSync(file));
    return `User:${subject.split('\n').toReversed().join(',')}`;
  } catch {
    return `the client of ${file}`;
  }
}

/** Whether an error of the client may be a missing right; it replaces some answers of brokers by errors of its own. */
export function mayBeRight(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    const { type, name } = current as Error & { type?: string };
    if (name === 'KafkaJSGroupCoordinatorNotFound' || type?.endsWith('_AUTHORIZATION_FAILED') === true)
      return true;
  }
  return false;
}

export interface RightsNeeded {
  readonly principal: string;
  readonly groupId: string;
  readonly topics: readonly string[];
}

/** The rights that a consumer needs and does not have, as `OPERATION on resource`. @throws as the client does. */
export async function missingRights(
  view: Pick<ClusterView, 'findCoordinator' | 'describeTopics'>,
  { groupId, topics }: RightsNeeded,
): Promise<readonly string[]> {
  const group =
    (await view.findCoordinator(groupId)) === 'GROUP_AUTHORIZATION_FAILED'
      ? [`READ on group ${groupId}`]
      : [];
  const described = await view.describeTopics(topics);
  const unread = described.filter(
    ({ errorCode, operations }) =>
      errorCode === TOPIC_AUTHORIZATION_FAILED || (errorCode === 0 && (operations & READ) === 0),
  );
  return [...group, ...unread.map(({ topic }) => `READ on topic ${topic}`)];
}

/** One line that names what is missing, asked of the broker over a connection of its own; null: nothing is known. */
export async function explainRights(
  kafka: Kafka,
  library: Library,
  needed: RightsNeeded,
): Promise<string | null> {
  let view: ClusterView | null = null;
  const consumer = kafka.consumer({
    groupId: needed.groupId,
    partitionAssigners: [
      captureCluster(library.PartitionAssigners.roundRobin, (captured) => (view = captured)),
    ],
  });
  try {
    await consumer.connect();
    const missing = view === null ? [] : await missingRights(view, needed);
    return missing.length === 0 ? null : missingText(needed.principal, missing);
  } catch {
    return null;
  } finally {
    await consumer.disconnect().catch(() => {});
  }
}

type Library = Pick<typeof import('kafkajs'), 'PartitionAssigners'>;

/** One line for rights that are missing, each as `OPERATION on resource`. */
export function missingText(principal: string, missing: readonly string[]): string {
  return `${principal} has no right to ${missing.join(', ')}: grant it, and the node continues by itself`;
}
