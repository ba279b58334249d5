import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../command/index.ts';
import {
  presentDev,
  processOf,
  requireDev,
  type NodeDescription,
  type RunningDev,
} from '../control/index.ts';
import { kafkaServers } from '../kafka/index.ts';
import { findProject, requireProject, devDirectory } from '../project/index.ts';
import { describeNodes } from './describe-nodes.ts';
import { openKafkaBus, type KafkaBus } from './kafka-bus.ts';

interface ChosenBus {
  /** `Kafka at localhost:9092`, as messages show it. */
  readonly label: string;
  readonly nodes: readonly NodeDescription[];
}

export interface DevBus extends ChosenBus {
  readonly kind: 'dev';
  readonly dev: RunningDev;
  readonly stateDir: string;
}

export interface RealBus extends ChosenBus {
  readonly kind: 'kafka';
  readonly bus: KafkaBus;
}

/**
 * The bus of a command: Kafka if a flag names servers, otherwise that of the `dev` that runs in this project, otherwise
 * Kafka if the environment names servers.
 * @param warn called with each warning of a contract that is read, and with each outage of Kafka while it is followed
 * @param reachDev returns the `dev` if no other bus can be meant
 * @throws CliError if there is neither, or Kafka is unreachable.
 */
export async function chooseBus(
  flag: string | undefined,
  context: Pick<CommandContext, 'cwd' | 'env' | 'shell' | 'envFile'>,
  reachDev: (stateDir: string) => Promise<RunningDev> = requireDev,
  warn?: (line: string) => void,
): Promise<DevBus | RealBus> {
  const { cwd, env } = context;
  const servers = kafkaServers(flag, context);
  const project = servers === null ? requireProject(cwd) : findProject(cwd);
  if (project !== null && flag === undefined) {
    const stateDir = devDirectory(project.root, env);
    const dev = servers === null ? await reachDev(stateDir) : await presentDev(stateDir);
    if (dev !== null) {
      const label = `the in-memory bus of dev (process ${processOf(dev.endpoint)})`;
      return { kind: 'dev', label, dev, stateDir, nodes: await dev.client.directory() };
    }
  }
  if (servers === null) throw new CliError('Which bus? Give --kafka-servers HOST:PORT');
  const nodes = project === null ? [] : describeNodes(project.root, warn);
  const bus = await openKafkaBus({ servers, env, nodes, note: warn });
  return { kind: 'kafka', label: `Kafka at ${servers.join(', ')}`, bus, nodes };
}
