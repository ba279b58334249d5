import { LONGEST_LINE, shellWord, visible, type Palette } from 'onex-cli-kit';
import { projectCommands } from '../../../project/index.ts';
import { namesOf } from '../../project/index.ts';
import type { RunningNode } from '../nodes/index.ts';
import { samplePayload, type Contract } from '../../../contract/index.ts';

/** What runs, where its health endpoints are, and which commands to try in another terminal. */
export function overview(project: string, nodes: readonly RunningNode[], palette: Palette): string {
  const width = Math.max(...nodes.map(({ description }) => description.name.length));
  const rows = nodes.map(({ description: { name, kind, version, onBus, healthUrl } }, index) => {
    const bus = onBus ? '' : '  not on the bus: `send` calls it directly';
    const parts = [name.padEnd(width), kind.padEnd(12), version, palette.faint(String(healthUrl))];
    return `  ${palette.numbered(index, '●')} ${parts.join('  ')}${palette.caution(bus)}`;
  });
  return [
    palette.strong(
      `${project}: ${nodes.length === 1 ? '1 node' : `${nodes.length} nodes`}, bus and state in memory`,
    ),
    ...rows,
    ...gaps(nodes).map((line) => `  ${palette.caution(line)}`),
    'In another terminal:',
    ...examples(nodes).map((line) => `  ${line}`),
    `${palette.good('Ready.')} Ctrl-C ends.`,
    '',
  ].join('\n');
}

/** Commands that a node sends and no running node takes, so a workflow would wait for its answer in vain. */
function gaps(nodes: readonly RunningNode[]): string[] {
  const taken = new Set(nodes.flatMap(({ description }) => description.subscribes));
  return nodes.flatMap(({ node: { contract }, description: { name, publishes } }) => {
    const sent = publishes.filter((topic) => topic.startsWith('onex.cmd.') && !taken.has(topic));
    return sent.map((topic) => {
      const step = contract.workflow?.steps.find(({ commandTopic }) => commandTopic === topic);
      const deaf = nodes.find(({ description }) => !description.onBus && description.name === step?.node);
      const why =
        deaf === undefined ? '' : `; ${deaf.description.name} has no event bus (onex event-bus adds one)`;
      return `No node here subscribes to ${topic}, which ${name} sends${why}`;
    });
  });
}

function examples(nodes: readonly RunningNode[]): string[] {
  const { exec } = projectCommands(process.cwd());
  const tail = exec('onex-runtime tail --follow');
  const callable = nodes.filter(({ description }) => description.operations.length > 0);
  // A handler of a route need not answer, and a generated one publishes nothing.
  const first =
    callable.find(({ node }) => node.contract.workflow !== null) ??
    callable.find(({ description }) => description.kind !== 'orchestrator') ??
    callable[0];
  const operation = first?.description.operations[0]?.name;
  if (first === undefined || operation === undefined) return [tail];
  const target = `${shortName(first, nodes)}:${operation}`;
  const payload = examplePayload(first.node.contract, operation);
  if (payload === null) return [tail];
  // JSON keeps its meaning with escapes; the name of an operation does not.
  const command = exec(
    `onex-runtime send ${shellWord(target)} ${shellWord(visible(JSON.stringify(payload)))}`,
  );
  return visible(target) === target && command.length <= LONGEST_LINE ? [tail, command] : [tail];
}

/** The shortest name that identifies only this node. */
function shortName(
  { node: { contract }, description: { name } }: RunningNode,
  nodes: readonly RunningNode[],
): string {
  const others = new Set(
    nodes.flatMap(({ description }) => (description.name === name ? [] : namesOf(description.name))),
  );
  const own = namesOf(name).filter((each) => !others.has(each));
  if (own.includes(contract.baseName)) return contract.baseName;
  return own.toSorted((a, b) => a.length - b.length)[0] ?? name;
}

/** The first example of a payload: what an operation's input accepts. Null if no sample was found. */
function examplePayload(contract: Contract, operation: string): Readonly<Record<string, unknown>> | null {
  const fields = contract.operations.find(({ name }) => name === operation)?.input ?? null;
  const sample = samplePayload(fields, contract.definitions);
  return sample.found ? sample.value : null;
}
