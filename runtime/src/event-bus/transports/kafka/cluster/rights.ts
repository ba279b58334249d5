import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Kafka } from 'kafkajs';
import { type ClusterView, captureCluster } from './cluster-view.ts';

const TOPIC_AUTHORIZATION_FAILED = 29;
/** Bits in the broker's answer about the client's permitted operations on a topic. */
const READ = 1 << 3;
const WRITE = 1 << 4;

/** The principal of a client at the broker, as access rules name it. A broker may map the names of certificates. */
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

/** Whether an error of the client may mean a missing right. The client replaces some broker errors by its own. */
export function mayBeRight(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    const { type, name } = current as Error & { type?: string };
    if (name === 'KafkaJSGroupCoordinatorNotFound' || type?.endsWith('_AUTHORIZATION_FAILED') === true)
      return true;
  }
  return false;
}

/** What a client needs to do: read with these groups, read these topics, and publish to these topics. */
export interface RightsNeeded {
  readonly groups?: readonly string[];
  readonly read?: readonly string[];
  readonly write?: readonly string[];
}

/** The principal that asks the broker for rights. */
export interface Asking {
  readonly kafka: Kafka;
  readonly library: Pick<typeof import('kafkajs'), 'PartitionAssigners'>;
  readonly principal: string;
}

type RightsView = Pick<ClusterView, 'groupOperations' | 'describeTopics'>;

/**
 * The required rights that are missing, as `OPERATION on resource`. A topic that does not exist lacks none, unless the
 * client may not see it. @throws any error of the client.
 */
export async function missingRights(
  view: RightsView,
  { groups = [], read = [], write = [] }: RightsNeeded,
): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const group of groups) {
    const operations = await view.groupOperations(group);
    if (operations !== null && (operations & READ) === 0) missing.push(`READ on group ${group}`);
  }
  const topics = [...new Set([...read, ...write])];
  const described = topics.length === 0 ? [] : await view.describeTopics(topics);
  for (const { topic, errorCode, operations } of described) {
    const may = (operation: number): boolean =>
      errorCode === TOPIC_AUTHORIZATION_FAILED ? false : errorCode !== 0 || (operations & operation) !== 0;
    if (read.includes(topic) && !may(READ)) missing.push(`READ on topic ${topic}`);
    if (write.includes(topic) && !may(WRITE)) missing.push(`WRITE on topic ${topic}`);
  }
  return missing;
}

/** Asks the broker, over a separate connection, which rights are missing. @throws any error of the client. */
async function askForRights(
  { kafka, library }: Pick<Asking, 'kafka' | 'library'>,
  needed: RightsNeeded,
): Promise<readonly string[]> {
  let view: ClusterView | null = null;
  const consumer = kafka.consumer({
    groupId: needed.groups?.[0] ?? 'onex-rights',
    partitionAssigners: [
      captureCluster(library.PartitionAssigners.roundRobin, (captured) => (view = captured)),
    ],
  });
  try {
    await consumer.connect();
    return view === null ? [] : await missingRights(view, needed);
  } finally {
    await consumer.disconnect().catch(() => {});
  }
}

/** One log line for a node that names the missing rights. Null if nothing is known. */
export async function explainRights(asking: Asking, needed: RightsNeeded): Promise<string | null> {
  const missing = await askForRights(asking, needed).catch(() => []);
  return missing.length === 0 ? null : missingText(asking.principal, missing);
}

/** One log line for a node about missing rights, each as `OPERATION on resource`. */
export function missingText(principal: string, missing: readonly string[]): string {
  return `${rightsText(principal, missing)}: grant it, and the node continues by itself`;
}

/** The principal and the rights that it lacks, each as `OPERATION on resource`. */
export function rightsText(principal: string, missing: readonly string[]): string {
  return `${principal} has no right to ${missing.join(', ')}`;
}
