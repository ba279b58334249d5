import { projectCommands } from '../../project/index.ts';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../command/index.ts';
import { findDev } from '../control/index.ts';
import { kafkaServers, requireKafkaServers } from '../kafka/index.ts';
import { findProject, devDirectory } from '../project/index.ts';

/**
 * The brokers whose dead letters are meant. Those of a `dev` have neither partition nor offset, so that there is nothing
 * to name them by.
 * @throws CliError when no brokers are named; beside a `dev` it says what shows its dead letters.
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
