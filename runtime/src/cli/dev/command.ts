import { visible } from 'onex-cli-kit';
import { LOG_LEVELS, readSetting } from '../../settings/index.ts';
import { loadEnvFile } from '../../start/configuration/index.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand, placeOfVariables } from '../command/index.ts';
import { devAnswers, processOf, readEndpoint } from '../control/index.ts';
import {
  configDirectory,
  findNodes,
  openStateDirectory,
  requireProject,
  selectNode,
  devDirectory,
} from '../project/index.ts';
import { runDev } from './run-dev.ts';
import { takeSupervisor, supervise } from './supervisor/index.ts';

export const devCommand = defineCommand({
  name: 'dev',
  usage: '[NODE…]',
  summary: 'Run the nodes of the project in one process, on an in-memory bus',
  details: `Without a NODE all nodes run, each in its newest version. Nothing leaves the machine: Kafka and Consul are
not used, whatever the environment says, and state is in memory. A node without an event bus is not on the bus;
\`send\` calls it directly. "send" and "tail" in another terminal of this user reach the nodes.

  onex-runtime dev --watch
  onex-runtime dev payment checkout --log-level debug

Reads the .env of the project. Ctrl-C ends it: messages in handlers have 2 s to finish, and every
node announces its shutdown. Then it kills handlers that do not return; a second Ctrl-C kills them at once. Exit code
0, or 1 on an error.`,
  options: {
    watch: {
      type: 'flag',
      short: 'w',
      description: 'start again when a module, contract, or configuration that was loaded changes',
    },
    'config-dir': {
      type: 'text',
      placeholder: 'DIR',
      description: 'folder with configurations, DIR/<node>.yaml',
    },
    'log-level': { type: 'text', placeholder: 'LEVEL', description: `${LOG_LEVELS.join(', ')} (info)` },
    json: { type: 'flag', description: 'log JSON lines' },
  },
  async run({ values, positionals }, context) {
    const { cwd, env, stderr } = context;
    const project = requireProject(cwd);
    const all = findNodes(project.root);
    if (all.length === 0) {
      throw new CliError(`${project.root} has no nodes yet. Create one: onex effect payment`);
    }
    const named = [...new Set(positionals.map((name) => selectNode(name, all)))];
    const folders = named.length === 0 ? all : named;
    const logLevel =
      readSetting('logLevel', { environment: {} }, { name: 'log-level', value: values['log-level'] }) ?? null;
    const stateDir = devDirectory(project.root, env);
    openStateDirectory(stateDir);
    const json = values.json === true;
    const configDir = configDirectory(values['config-dir'], cwd);
    const supervisor = takeSupervisor(env);
    if (supervisor === null) {
      await refuseSecond(stateDir);
      const options = [
        ...(configDir === null ? [] : ['--config-dir', configDir]),
        ...(logLevel === null ? [] : ['--log-level', logLevel]),
        ...(json ? ['--json'] : []),
      ];
      // Unless nodes are named, a node that is created later joins at the next start.
      const args = ['dev', ...(named.length === 0 ? [] : folders.map(({ name }) => name)), ...options];
      return supervise({
        root: project.root,
        stateDir,
        configDir,
        args,
        watch: values.watch === true,
        note: (line) => void stderr.write(`${visible(line)}\n`),
      });
    }
    // The code of nodes reads the environment of the process. A supervisor must not load the file, because its children
    // read it again.
    loadEnvFile(context.envFile ?? null);
    const placeOf = placeOfVariables(context);
    const environment = { env, placeOf, root: project.root, stateDir, configDir, logLevel };
    return runDev({ project, folders, environment, json, supervisor }, context);
  },
});

async function refuseSecond(stateDir: string): Promise<void> {
  const other = readEndpoint(stateDir);
  if (other === null) return;
  // A supervisor also runs while its nodes cannot be started.
  if (!(await devAnswers(stateDir))) return;
  throw new CliError(
    `dev already runs in this project (process ${processOf(other)}). Stop it, or set another ONEX_STATE_DIR for this one`,
  );
}
