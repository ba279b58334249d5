import { didYouMean, paint, quote, terminalLines } from 'onex-cli-kit';
import { UserError, explain } from '../lib/errors/index.ts';
import { OPTIONS, type CommandDefinition, type OwnCommand } from '../lib/options/index.ts';
import { watchOutput } from '../lib/report/output.ts';
import { printTimings } from '../lib/timings/index.ts';
import { isContractTest } from './commands/contract/actions.ts';
import {
  CONTRACT,
  EXPORT,
  GENERATING,
  GRAPH,
  MODELS,
  OF_RUNTIME,
  OWN,
  STATUS,
} from './commands/definitions.ts';

const LETTERS = OPTIONS.map(({ short = '' }) => short).join('');
const HELP_LETTER = new RegExp(`^-[${LETTERS}]*h[${LETTERS}]*$`);

/** `--help` or `-h`, also among the letters of options: `-yh`. */
function isHelp(argument: string): boolean {
  return argument === '--help' || HELP_LETTER.test(argument);
}

/** `--version` in the spellings of other programs. No command has such a name. */
function isVersion(argument: string): boolean {
  return /^(?:--?version|version|-v)$/i.test(argument);
}

/** Whether `onex` runs a command itself. */
function isOwn(name: string | undefined): boolean {
  return OWN.some((command) => command.name === name);
}

/** Whether `onex` forwards a command to the project's own runtime. */
function isOfRuntime(name: string | undefined): boolean {
  return OF_RUNTIME.some((command) => command.name === name);
}

/** Arguments up to `--`, after which a dash is not an option. */
function optionsIn(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end === -1 ? argv : argv.slice(0, end);
}

/** Prints the help of one command. Commands of the runtime print their own. */
async function helpOf(name: string | undefined): Promise<void> {
  if (isOfRuntime(name)) {
    const { forward } = await import('./run.ts');
    return forward([name!, '--help']);
  }
  if (name !== undefined && name !== 'help' && !isOwn(name) && !name.startsWith('-') && !isVersion(name))
    throw unknownCommand(name);
  return printHelp(OWN.find((command) => command.name === name));
}

async function printHelp(command: CommandDefinition<OwnCommand> | undefined): Promise<void> {
  const { commandHelp, generalHelp } = await import('./help.ts');
  process.stdout.write(command === undefined ? generalHelp() : commandHelp(command));
}

async function printVersion(): Promise<void> {
  const { GENERATOR_VERSION } = await import('../lib/package/index.ts');
  process.stdout.write(`${GENERATOR_VERSION}\n`);
}

function unknownCommand(name: string): UserError {
  if (name.startsWith('-'))
    return new UserError(
      'ERR_ONEX_USAGE',
      `Unknown option ${quote(name)} before a command. See onex --help.`,
    );
  const names = [...OWN, ...OF_RUNTIME].map((command) => command.name);
  const hint = didYouMean(name, names);
  return new UserError('ERR_ONEX_USAGE', `Unknown command ${quote(name)} of onex.${hint} See onex --help.`);
}

/** The commands that generate nothing. Their code is loaded when they run. */
const READING: readonly {
  readonly command: CommandDefinition<OwnCommand>;
  run(argv: readonly string[]): Promise<void>;
}[] = [
  { command: STATUS, run: async (argv) => (await import('./run.ts')).status(argv) },
  { command: CONTRACT, run: async (argv) => (await import('./commands/contract/index.ts')).contract(argv) },
  { command: EXPORT, run: async (argv) => (await import('./run.ts')).exportDocument(argv) },
  { command: MODELS, run: async (argv) => (await import('./run.ts')).models(argv) },
  { command: GRAPH, run: async (argv) => (await import('./run.ts')).graph(argv) },
];

async function dispatch(argv: readonly string[]): Promise<void> {
  const [name, ...rest] = argv;
  if (name === undefined) {
    const { overview } = await import('./help.ts');
    process.stdout.write(overview());
    return;
  }
  if (name === 'merge-driver') {
    const { mergeDriver } = await import('./commands/merge-driver.ts');
    return mergeDriver(rest);
  }
  if (isVersion(name)) return printVersion();
  if (isHelp(name) || name === 'help') return helpOf(rest[0]);
  if (rest.length === 1 && rest[0] === '--version' && isOwn(name)) return printVersion();
  const command = GENERATING.find((candidate) => candidate.name === name);
  if (command !== undefined) {
    if (optionsIn(rest).some(isHelp)) return printHelp(command);
    const { generate } = await import('./run.ts');
    return generate(command, rest);
  }
  const reading = READING.find((one) => one.command.name === name);
  if (reading !== undefined) {
    // The runtime lists the options of its own actions.
    const printsOwnHelp = reading.command === CONTRACT && isContractTest(rest);
    if (optionsIn(rest).some(isHelp) && !printsOwnHelp) return printHelp(reading.command);
    return reading.run(rest);
  }
  if (!isOfRuntime(name)) throw unknownCommand(name);
  const { forward } = await import('./run.ts');
  return forward(argv);
}

/** Returns the page about an error. For a wrong command line, it is the reference of the command. */
function docsPage({ docs, errorCode, page }: UserError, name: string | undefined): string {
  if (docs !== undefined || errorCode !== 'ERR_ONEX_USAGE') return page;
  return `docs/reference.md#${isOwn(name) ? `onex-${name}` : isOfRuntime(name) ? 'onex-runtime' : 'commands'}`;
}

async function printError(error: unknown, argv: readonly string[]): Promise<void> {
  const explained = explain(error);
  process.exitCode = explained.exitCode;
  const flags = optionsIn(argv);
  if (flags.includes('--debug')) console.error(explained.cause ?? explained);
  if (flags.includes('--json')) {
    const { printFailure } = await import('../lib/report/failure.ts');
    printFailure(explained);
    return;
  }
  const page = explained.exitCode === 130 ? '' : ` (${docsPage(explained, argv[0])})`;
  const { stderr } = process;
  stderr.write(
    `${paint('bad', 'error:', stderr)} ${terminalLines(explained.message)}${paint('faint', page, stderr)}\n`,
  );
}

/** Runs `onex` with its arguments; sets the process's exit code and never rejects. */
export async function main(argv: readonly string[]): Promise<void> {
  printTimings();
  watchOutput();
  try {
    await dispatch(argv);
  } catch (error) {
    await printError(error, argv);
  }
}
