import { createPalette, didYouMean, quote, terminalLine, terminalLines, widthOf } from 'onex-cli-kit';
import { errorText, installationFault } from '../errors/index.ts';
import { withoutSecretTexts } from '../logging/secret-texts.ts';
import { projectCommands } from '../project/index.ts';
import { UsageError } from '../settings/index.ts';
import { packageRemedy } from '../start/loading/index.ts';
import { CliError } from './cli-error.ts';
import { COMMANDS } from './command-table.ts';
import { commandHelp, commandArguments, programHelp, type CommandContext } from './command/index.ts';
import { packageVersion } from './package-info.ts';
import { refuseConflicts, withProjectEnvironment } from './project/index.ts';

const PROCESS: CommandContext = {
  cwd: process.cwd(),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
};

/**
 * Runs the command line. Errors are already printed, each in one line.
 * @returns the exit code; null: the process continues and ends by itself.
 */
export async function runCli(
  args: readonly string[],
  context: CommandContext = PROCESS,
): Promise<number | null> {
  const debug = args.includes('--debug');
  context.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A pipe reader that ends early (`| head`) is not a failure.
    if (error.code === 'EPIPE') process.exit(0);
    const reason = terminalLine(error.code ?? error.message);
    context.stderr.write(
      `${createPalette(context.stderr).bad('✗')} Standard output cannot be written (${reason})\n`,
    );
    process.exit(1);
  });
  try {
    return await dispatch(args, context);
  } catch (error) {
    context.stderr.write(`${explain(error, debug, context)}\n`);
    return error instanceof CliError ? error.exitCode : 1;
  }
}

async function dispatch(args: readonly string[], context: CommandContext): Promise<number | null> {
  if (args[0] === 'help' && args[1] !== undefined) return dispatch([args[1], '--help'], context);
  const [first, ...rest] = args;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    context.stdout.write(programHelp(COMMANDS, widthOf(context.stdout)));
    return 0;
  }
  if (first === '--version' || first === '-v') {
    context.stdout.write(`${packageVersion()}\n`);
    return 0;
  }
  const entry = COMMANDS.find(({ name }) => name === first);
  if (entry === undefined) {
    const option = first.startsWith('-');
    const hint = didYouMean(first, option ? ['--help', '--version'] : COMMANDS.map(({ name }) => name));
    const what = option ? 'option' : 'command';
    throw new CliError(`Unknown ${what} ${quote(first)} of onex-runtime.${hint} See onex-runtime --help.`);
  }
  const command = await entry.load();
  const own = command.ownArguments === true && rest[0] !== '--help' && rest[0] !== '-h';
  const parsed = own
    ? { values: {}, positionals: rest }
    : commandArguments(command.name, rest, command.options);
  if ((parsed.values as { help?: boolean }).help === true) {
    context.stdout.write(commandHelp(command, widthOf(context.stdout)));
    return 0;
  }
  refuseConflicts(context.cwd);
  return command.run(parsed, withProjectEnvironment(context));
}

function explain(error: unknown, debug: boolean, { stderr, cwd }: CommandContext): string {
  const mark = createPalette(stderr).bad('✗');
  if (debug && error instanceof Error)
    return `${mark} ${terminalLines(withoutSecretTexts(error.stack ?? error.message))}`;
  const message = withoutSecretTexts(errorText(error));
  const lines = message.split('\n').map((line) => terminalLine(line));
  if (error instanceof CliError || error instanceof UsageError) return `${mark} ${lines.join('\n')}`;
  if (error instanceof Error && installationFault(error) !== null) {
    const remedy = packageRemedy(error, cwd) ?? `${lines[0]}. Run ${projectCommands(cwd).install}`;
    return `${mark} ${terminalLine(remedy.charAt(0).toUpperCase() + remedy.slice(1))}`;
  }
  return `${mark} ${lines[0]}. Add --debug to see the stack trace`;
}
