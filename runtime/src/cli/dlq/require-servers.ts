import { projectCommands } from '../../project/index.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../command/index.ts';
import { findDev } from '../control/index.ts';
import { kafkaServers, requireKafkaServers } from '../kafka/index.ts';
import { findProject, devDirectory } from '../project/index.ts';

/**
 * The brokers of the dead letters. The dead letters of a `dev` have no partition or offset by which to name them.
 * @throws CliError if no brokers are named; if a `dev` runs, the error names the command that shows its dead letters.
 */
export async function requireServers(
  flag: string | undefined,
  topic: string | undefined,
  context: CommandContext,
): Promise<readonly string[]> {
  const { cwd, env } = context;
  const servers = kafkaServers(flag, context);
  if (servers !== null) return servers;
  const project = findProject(cwd);
  const dev = project === null ? null : await findDev(devDirectory(project.root, env));
  if (dev === null) return requireKafkaServers(flag, context);
  throw new CliError(
    `dlq reads dead letters on Kafka (--kafka-servers HOST:PORT). To see the dead letters of dev, run: ` +
      projectCommands(process.cwd()).exec(`onex-runtime tail '${topic ?? 'onex.dlq.*'}'`),
  );
}
