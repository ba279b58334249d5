import path from 'node:path';
import { createPalette, jsonLine, nodeProblem, visible } from 'onex-cli-kit';
import { CliError } from '../cli-error.ts';
import { defineCommand, type CommandContext } from '../command/index.ts';
import { findNodes, findProject, stateDirectory } from '../project/index.ts';
import {
  bad,
  good,
  type Finding,
  checkDependencies,
  checkConfigDirectory,
  checkProjectLinks,
  checkShellCommands,
  isInstalled,
  checkState,
} from './checks/index.ts';
import { checkGit, checkMergeDriver } from './checks/git/index.ts';
import { effectiveSettings, settingOrigins, type SettingOrigin } from './checks/settings/index.ts';
import { checkNodes, readableContracts } from './checks/nodes/index.ts';
import { checkServices } from './checks/services/index.ts';

export const doctorCommand = defineCommand({
  name: 'doctor',
  usage: '[--fix]',
  summary: 'Check Node, the project, its contracts, and what is configured',
  details: `Checks the Node version, the onex and onex-runtime that the shell finds (the Python packages have commands with
these names), the project's dependencies and runtime, every contract and what it requires of the
environment, the links between nodes, the lines of .gitattributes by which git merges contracts and the records of
onex, the merge driver that they name, the start scripts and the files that they import, the state directory, and every
setting, as at the start of a node. If Kafka, Consul, or PostgreSQL is configured, logs in and checks the topics
and permissions that the nodes need. Changes nothing without --fix.

Shows every setting with its value and its source: a variable of the environment or of .env, a config file
(--config-dir), or the default. Secrets are hidden.

Exit code 0 when there is no problem, 1 when there is one, 2 when files of the project have conflict markers.`,
  options: {
    'config-dir': {
      type: 'text',
      placeholder: 'DIR',
      description: 'folder with configurations, DIR/<node>.yaml',
    },
    fix: {
      type: 'flag',
      description:
        'add the lines to .gitattributes by which git merges contracts and the records of onex, and set up its merge driver in the configuration of this clone',
    },
    json: { type: 'flag', description: 'print one JSON object instead' },
  },
  async run({ values, positionals }, context) {
    if (positionals.length > 0)
      throw new CliError(`doctor takes no argument, but was given "${positionals[0]}"`);
    const given = values['config-dir'];
    const configDir = given === undefined ? null : path.resolve(context.cwd, given);
    const findings = await examine(context, configDir, values.fix === true);
    const project = findProject(context.cwd);
    const settings = settingOrigins(project === null ? [] : findNodes(project.root), configDir, context);
    const wrong = findings.filter(({ ok }) => !ok).length;
    if (values.json === true) {
      context.stdout.write(jsonLine({ status: wrong === 0 ? 'done' : 'error', findings, settings }));
    } else {
      show(findings, settings, wrong, context);
    }
    return wrong === 0 ? 0 : 1;
  },
});

async function examine(
  context: CommandContext,
  configDir: string | null,
  fixes: boolean,
): Promise<Finding[]> {
  const { cwd, env } = context;
  const version = process.versions.node;
  const problem = nodeProblem('onex-runtime', version);
  const node =
    problem === null ? good('node', version) : bad('node-version', 'node', problem, 'install a newer Node');
  const project = findProject(cwd);
  const folders = project === null ? [] : findNodes(project.root);
  const { findings: wrongSettings, services } = effectiveSettings(
    project?.root ?? null,
    folders,
    configDir,
    context,
  );
  const contracts = project === null ? [] : readableContracts(project.root);
  const ofServices = await checkServices(services, contracts, env);
  const shellCommands = checkShellCommands(env, (command) => isInstalled(command, project?.root ?? cwd));
  if (project === null) {
    const none = bad(
      'no-project',
      'project',
      `neither ${cwd} nor a folder above it is one`,
      "go to the project's folder",
    );
    return [node, ...shellCommands, none, ...wrongSettings, ...ofServices];
  }
  const { root, name } = project;
  return [
    node,
    ...shellCommands,
    good('project', `${name} in ${root}`),
    ...checkDependencies(root),
    ...checkNodes(root, env, configDir),
    ...checkProjectLinks(root),
    ...checkGit(root, fixes),
    ...checkMergeDriver(root, fixes, env),
    ...checkConfigDirectory(configDir, folders),
    checkState(stateDirectory(root, env)),
    ...wrongSettings,
    ...ofServices,
  ];
}

function show(
  findings: readonly Finding[],
  settings: readonly SettingOrigin[],
  wrong: number,
  { stdout }: CommandContext,
): void {
  const palette = createPalette(stdout);
  for (const { name, ok, message, remedy, severity } of findings) {
    const passed = severity === 'warning' ? palette.caution('!') : palette.good('✓');
    const mark = ok ? passed : palette.bad('✗');
    const fix = remedy === null ? '' : ` ${palette.caution(`(${visible(remedy)})`)}`;
    stdout.write(`${mark} ${palette.strong(visible(name))}: ${visible(message)}${fix}\n`);
  }
  for (const [node, own] of Map.groupBy(settings, (setting) => setting.node)) {
    stdout.write(`${palette.strong(node === null ? 'Settings' : `Settings of ${visible(node)}`)}\n`);
    for (const { setting, value, from } of own)
      stdout.write(
        `  ${visible(setting)}: ${visible(value ?? '-')} ${palette.faint(`from ${visible(from)}`)}\n`,
      );
  }
  const end = wrong === 0 ? palette.good('No problems found.') : palette.bad(`${wrong} to fix.`);
  stdout.write(`${end}\n`);
}
