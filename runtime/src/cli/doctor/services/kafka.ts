import type { Contract } from '../../../contract/index.ts';
import { isInstalled } from '../../../event-bus/choose-transport.ts';
import { checkKafkaSecurity } from '../../../event-bus/kafka/check-security.ts';
import { kafkaSecurity } from '../../../event-bus/kafka/kafka-config.ts';
import { type PlatformEvent, platformEventsOf } from '../../../discovery/platform-events/index.ts';
import { neededTopics } from '../../../event-bus/needed-topics.ts';
import { openReader } from '../../kafka/index.ts';
import { bad, good, type Finding } from '../check.ts';
import type { Place } from '../effective-settings.ts';
import { kafkaProblem } from './kafka-probe.ts';
import { reachability } from './reachability.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Each broker by itself; then a login to the cluster, and the topics that the nodes need. */
export async function checkKafka(
  place: Place<readonly string[]>,
  contracts: readonly Contract[],
  env: Environment,
): Promise<Finding[]> {
  const { variable, value: servers, nodes } = place;
  if (!isInstalled('kafkajs')) {
    return [bad(variable, 'the client of Kafka, kafkajs, is not installed', 'npm install kafkajs')];
  }
  let tls: Parameters<typeof kafkaProblem>[2];
  try {
    checkKafkaSecurity(env);
    const { ssl } = kafkaSecurity(env);
    tls = typeof ssl === 'object' ? ssl : null;
  } catch {
    // The variables have a finding of their own, and nothing can be reached with them.
    return [];
  }
  const found = await Promise.all(
    servers.map(async (server) => {
      const { hostname, port } = new URL(`tcp://${server}`);
      const problem = await kafkaProblem(hostname.replaceAll(/^\[|\]$/gu, ''), Number(port), tls);
      return reachability(place, server, problem);
    }),
  );
  if (!found.some(({ ok }) => ok)) return found;
  return [...found, ...(await checkCluster(place, nodesOf(contracts, nodes), env))];
}

async function checkCluster(
  { variable, value: servers, origin }: Place<readonly string[]>,
  contracts: readonly Contract[],
  env: Environment,
): Promise<Finding[]> {
  let existing: ReadonlySet<string>;
  try {
    const reader = await openReader({ servers, env });
    existing = new Set(await reader.topics());
  } catch (error) {
    return [bad(variable, (error as Error).message, `correct ${origin}, or the KAFKA_… variables`)];
  }
  let events: readonly PlatformEvent[];
  try {
    events = platformEventsOf(env);
  } catch (error) {
    return [bad('ONEX_PLATFORM_EVENTS', (error as Error).message, 'correct the variable')];
  }
  return contracts.map((contract) => {
    const missing = [...new Set(neededTopics({ contract }, events))].filter((topic) => !existing.has(topic));
    const title = `topics ${contract.name}`;
    return missing.length === 0
      ? good(title, 'all of them exist')
      : bad(
          title,
          `missing on ${servers.join(', ')}: ${missing.join(', ')}`,
          'create them, or start the node with --create-topics',
        );
  });
}

function nodesOf(contracts: readonly Contract[], names: readonly string[] | null): readonly Contract[] {
  return names === null ? contracts : contracts.filter(({ name }) => names.includes(name));
}
