import { loadEnvFile } from '../../start/configuration/index.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand } from '../command/index.ts';
import {
  findNodes,
  importStartScript,
  requireProject,
  selectNode,
  type NodeFolder,
} from '../project/index.ts';

export const startCommand = defineCommand({
  name: 'start',
  usage: '[NODE] [options of the node]',
  summary: 'Run one node through its start_node.ts',
  details: `The same as ./start_node.ts in the node's newest version folder, with the same options; see
onex-runtime start NODE --help. In a project with one node, you can omit its name.
Reads the project's .env.`,
  options: {},
  ownArguments: true,
  async run({ positionals }, { cwd, envFile }) {
    const { root } = requireProject(cwd);
    const { node, options } = chooseNode(positionals, findNodes(root));
    // Before the node's modules are loaded: they may read the environment.
    loadEnvFile(envFile ?? null);
    // What the script itself would find there.
    process.argv.splice(1, Infinity, node.startFile, ...options);
    await importStartScript(node, root);
    return null;
  },
});

function chooseNode(
  args: readonly string[],
  nodes: readonly NodeFolder[],
): { readonly node: NodeFolder; readonly options: readonly string[] } {
  const [first, ...rest] = args;
  if (first !== undefined && !first.startsWith('-')) return { node: selectNode(first, nodes), options: rest };
  if (nodes.length === 1) return { node: nodes[0]!, options: args };
  const names = nodes.map(({ name }) => name).join(', ');
  throw new CliError(nodes.length === 0 ? 'The project has no nodes' : `Which node? Name one of ${names}`);
}
