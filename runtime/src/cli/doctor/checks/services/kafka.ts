import { projectCommands } from '../../../../project/index.ts';
import type { Contract } from '../../../../contract/index.ts';
import { isInstalled } from '../../../../event-bus/transports/index.ts';
import { checkKafkaSecurity, kafkaSecurity } from '../../../../event-bus/transports/kafka/settings/index.ts';
import {
  type PlatformEvent,
  platformEventsOf,
} from '../../../../discovery/announcements/platform-events/index.ts';
import { topicsByPurpose, neededTopics } from '../../../../event-bus/session/index.ts';
import { groupOf } from '../../../../event-bus/wire/topics/index.ts';
import { defaultSettings } from '../../../../node/services/index.ts';
import { startDeadline } from '../../../command/index.ts';
import { openReader } from '../../../kafka/index.ts';
import { bad, good, type Finding } from '../check.ts';
import type { Place, ServiceSettings } from '../settings/index.ts';
import { kafkaProblem } from './kafka-probe.ts';
import { reachability } from './reachability.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** How long all requests to a cluster may take together, in ms. */
const CLUSTER_MS = 20_000;

/** Each broker by itself; then a login to the cluster, and the topics and rights that the nodes need. */
export async function checkKafka(
  place: Place<readonly string[]>,
  contracts: readonly Contract[],
  env: Environment,
  valueOf: ServiceSettings['valueOf'],
): Promise<Finding[]> {
  const { variable, value: servers, nodes } = place;
  if (!isInstalled('kafkajs')) {
    return [
      bad(
        'missing-client',
        variable,
        'the client of Kafka, kafkajs, is not installed',
        projectCommands(process.cwd()).add('kafkajs'),
      ),
    ];
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
  const checking = checkCluster(place, nodesOf(contracts, nodes), env, valueOf);
  const late = (time: string): string => `the cluster did not answer within ${time}`;
  const cluster = await startDeadline(CLUSTER_MS)
    .within(checking, late)
    .catch((error: unknown) => [
      bad('kafka-cluster', variable, (error as Error).message, `correct ${place.origin}`),
    ]);
  return [...found, ...cluster];
}

async function checkCluster(
  { variable, value: servers, origin }: Place<readonly string[]>,
  contracts: readonly Contract[],
  env: Environment,
  valueOf: ServiceSettings['valueOf'],
): Promise<Finding[]> {
  let events: readonly PlatformEvent[];
  try {
    events = platformEventsOf(env);
  } catch (error) {
    return [bad('setting', 'ONEX_PLATFORM_EVENTS', (error as Error).message, 'correct the variable')];
  }
  let reader: Awaited<ReturnType<typeof openReader>> | null = null;
  try {
    reader = await openReader({ servers, env });
    const existing = new Set(await reader.topics());
    const findings: Finding[] = [];
    for (const contract of contracts) {
      const needed = neededRights(contract, events, valueOf);
      const rights = await reader.missingRights(needed);
      const absent = [...new Set([...needed.read, ...needed.write])].filter((topic) => !existing.has(topic));
      const missing: string[] = [];
      // A topic that the client may not see may exist.
      for (const topic of absent) {
        if (rights === null || (await reader.missingRights({ read: [topic], write: [topic] })) === null)
          missing.push(topic);
      }
      if (rights !== null)
        findings.push(bad('kafka-rights', `rights ${contract.name}`, rights, 'grant them'));
      if (missing.length > 0 || absent.length === 0) findings.push(topicsFinding(contract, missing, servers));
    }
    return findings;
  } catch (error) {
    return [
      bad('kafka-cluster', variable, (error as Error).message, `correct ${origin}, or the KAFKA_… variables`),
    ];
  } finally {
    await reader?.close();
  }
}

/** The rights that a node needs on its groups and topics. */
function neededRights(
  contract: Contract,
  events: readonly PlatformEvent[],
  valueOf: ServiceSettings['valueOf'],
): Record<'groups' | 'read' | 'write', readonly string[]> {
  const text = (setting: 'environment' | 'serviceName', otherwise: string): string =>
    String(valueOf(setting, contract.name) ?? otherwise);
  const name = {
    environment: text('environment', defaultSettings().environment),
    service: text('serviceName', contract.domain),
    nodeName: contract.name,
    version: valueOf('groupPerVersion', contract.name) === true ? contract.nodeVersion : null,
  };
  const consumed = topicsByPurpose({ contract });
  const read = [...consumed.values()].flat();
  return {
    groups: [...consumed.keys()].map((purpose) => groupOf(contract, { ...name, purpose })),
    read,
    write: [...new Set(neededTopics({ contract, subscriptions: [] }, events))],
  };
}

function topicsFinding({ name }: Contract, missing: readonly string[], servers: readonly string[]): Finding {
  return missing.length === 0
    ? good(`topics ${name}`, 'all of them exist')
    : bad(
        'kafka-topics',
        `topics ${name}`,
        `missing on ${servers.join(', ')}: ${missing.join(', ')}`,
        'create them, or start the node with --create-topics',
      );
}

function nodesOf(contracts: readonly Contract[], names: readonly string[] | null): readonly Contract[] {
  return names === null ? contracts : contracts.filter(({ name }) => names.includes(name));
}
