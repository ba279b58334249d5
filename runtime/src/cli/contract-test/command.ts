import { readFileSync } from 'node:fs';
import { createPalette, didYouMean, jsonLine } from 'onex-cli-kit';
import { loadContract, readContract, type Contract } from '../../contract/index.ts';
import { chooseBus } from '../bus/index.ts';
import { CliError } from '../cli-error.ts';
import {
  defineCommand,
  parseDuration,
  placeOfVariables,
  startDeadline,
  type CommandContext,
} from '../command/index.ts';
import { KAFKA_SERVERS_OPTION } from '../kafka/index.ts';
import { configDirectory, findNodes, requireProject, selectNode, type NodeFolder } from '../project/index.ts';
import { knownTopics } from '../tail/index.ts';
import type { Asked } from './ask.ts';
import { NOTHING } from './judge.ts';
import { startInMemory } from './memory.ts';
import { runTests } from './run-tests.ts';
import { headLine, resultLine, summaryLines } from './table.ts';

/** A node that can be tested, wherever it runs. */
interface Subject {
  readonly where: string;
  /** Whether someone else started it, who may have stopped it since. */
  readonly isRunning: boolean;
  readonly contract: Contract;
  readonly asked: Omit<Asked, 'timeoutMs'>;
  readonly placeholders: ReadonlySet<string>;
  close(): Promise<void>;
}

export const contractCommand = defineCommand({
  name: 'contract',
  usage: 'test NODE',
  summary: 'Test a node against its contract',
  details: `Sends each operation a sample, values at and beyond the bounds of its fields, values of wrong types, messages
with missing fields, and one message twice. The table shows whether the contract's model accepts each message, what the node
answered, and whether the contract allows that answer.

Without an option the node runs in this process, on an in-memory bus, with its state in a folder that is removed. Its
handlers have their usual effects, such as writes to a database or calls of a service. The nodes of an orchestrator's
steps are replaced by samples of their answers. With --running, the messages go to a running node: on Kafka when
--kafka-servers is given, otherwise in the dev of this project. They change its state, and the invalid ones become dead letters.
The test fails if that node does not answer the first message.

  onex-runtime contract test payment
  onex-runtime contract test payment --running --timeout 10s --json

Exit code 0 when the contract allows every answer, 2 when it does not, 1 on an error.`,
  options: {
    running: { type: 'flag', description: 'test the node that runs, in dev or on Kafka' },
    'kafka-servers': KAFKA_SERVERS_OPTION,
    'config-dir': {
      type: 'text',
      placeholder: 'DIR',
      description: 'folder with configurations, DIR/<node>.yaml',
    },
    timeout: {
      type: 'text',
      placeholder: 'TIME',
      description: 'how long to wait for each answer (5s, 500ms; 5s)',
    },
    json: { type: 'flag', description: 'print one JSON object instead' },
  },
  async run({ values, positionals }, context) {
    const [action, name, ...surplus] = positionals;
    if (action === undefined) throw new CliError('The action is missing: onex-runtime contract test NODE');
    if (action !== 'test')
      throw new CliError(`Unknown action "${action}" of "contract".${didYouMean(action, ['test'])}`);
    if (name === undefined) throw new CliError('Which node? onex-runtime contract test NODE');
    if (surplus[0] !== undefined) throw new CliError(`One node is tested, but "${surplus[0]}" follows it`);
    const isRunning = values.running === true;
    if (!isRunning && values['kafka-servers'] !== undefined)
      throw new CliError('Add --running to test a node on Kafka. It sends invalid messages, too');
    const timeoutMs = parseDuration('timeout', values.timeout ?? '5s');
    const configDir = configDirectory(values['config-dir'], context.cwd);
    const subject = isRunning
      ? await runningSubject(name, values['kafka-servers'], context)
      : await memorySubject(name, configDir, context);
    try {
      return await test(subject, timeoutMs, values.json === true, context);
    } finally {
      await subject.close();
    }
  },
});

async function test(
  { where, isRunning, contract, asked, placeholders }: Subject,
  timeoutMs: number,
  json: boolean,
  { stdout }: CommandContext,
): Promise<number> {
  const palette = createPalette(stdout);
  const print = (line: string): void => void (json || stdout.write(`${line}\n`));
  print(`${palette.strong(contract.name)} ${palette.faint(where)}`);
  print(headLine(palette));
  let isFirst = true;
  const run = await runTests(contract, { ...asked, timeoutMs }, (result) => {
    print(resultLine(result, palette));
    if (isFirst && isRunning && result.answered === NOTHING)
      throw new CliError(
        `${contract.name} gave no answer to the first message within ${timeoutMs} ms ${where}. Start it, or give it more time with --timeout`,
      );
    isFirst = false;
  });
  for (const line of summaryLines(run, placeholders, palette)) print(line);
  const isAllowed = run.results.every(({ allowed }) => allowed);
  if (json) {
    const status = isAllowed ? 'allowed' : 'broken';
    const output = {
      status,
      node: contract.name,
      where,
      ...run,
      placeholders: [...placeholders],
      error: null,
    };
    stdout.write(jsonLine(output));
  }
  return isAllowed ? 0 : 2;
}

/** Readable contracts of the project. Faults in the others do not concern this node. */
function otherContracts(folders: readonly NodeFolder[]): Contract[] {
  return folders.flatMap(({ contractFile }) => {
    const { contract } = readContract(readFileSync(contractFile, 'utf8'), { file: contractFile });
    return contract === null ? [] : [contract];
  });
}

/** How long the node may take to start, in ms. */
const START_MS = 30_000;

async function memorySubject(
  name: string,
  configDir: string | null,
  context: CommandContext,
): Promise<Subject> {
  const { cwd, env } = context;
  const project = requireProject(cwd);
  const folders = findNodes(project.root);
  const folder = selectNode(name, folders);
  const starting = startInMemory(project, folder, otherContracts(folders), {
    env,
    placeOf: placeOfVariables(context),
    configDir,
  });
  const node = await startDeadline(START_MS).within(
    starting,
    (time) => `${folder.name} did not start within ${time}`,
  );
  return {
    where: 'in memory',
    isRunning: false,
    contract: node.contract,
    asked: { client: node.client, node: node.description, topics: ['*'] },
    placeholders: node.placeholders,
    close: () => node.stop(),
  };
}

async function runningSubject(
  name: string,
  servers: string | undefined,
  context: CommandContext,
): Promise<Subject> {
  const project = requireProject(context.cwd);
  const folder = selectNode(name, findNodes(project.root));
  const contract = loadContract(folder.contractFile);
  const chosen = await chooseBus(servers, context);
  const bus = chosen.kind === 'kafka' ? chosen.bus : null;
  const node = chosen.nodes.find((one) => one.name === contract.name);
  if (node === undefined) {
    await bus?.close();
    throw new CliError(`${contract.name} does not run on ${chosen.label}. Start it, or leave out --running`);
  }
  const client = chosen.kind === 'kafka' ? chosen.bus.client : chosen.dev.client;
  return {
    where: `on ${chosen.label}`,
    isRunning: true,
    contract,
    asked: { client, node, topics: bus === null ? ['*'] : knownTopics(chosen.nodes) },
    placeholders: new Set(),
    close: async () => void (await bus?.close()),
  };
}
