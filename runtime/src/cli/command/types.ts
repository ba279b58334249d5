import type { Arguments, Options } from 'onex-cli-kit';
import type { EnvFile } from '../../start/configuration/index.ts';

/** The parts of the process that a command may use. Tests can replace them. */
export interface CommandContext {
  readonly cwd: string;
  /** The environment, with the values of the project's `.env`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The environment without those values. Set only if there is such a file. */
  readonly shell?: Readonly<Record<string, string | undefined>>;
  /** The project's `.env`; `null` or not set if there is none. */
  readonly envFile?: EnvFile | null;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

export interface Command<Specs extends Options = Options> {
  readonly name: string;
  /** Positional arguments as in `--help`: `[NODE…]`. */
  readonly usage: string;
  readonly summary: string;
  /** Further lines of `--help`: examples, exit codes. */
  readonly details: string;
  readonly options: Specs;
  /** The command reads its arguments itself. All are positional, except a leading `--help`. */
  readonly ownArguments?: boolean;
  /**
   * @returns the exit code; null if the process continues and ends by itself.
   * @throws CliError for errors that the user can correct.
   */
  run(args: Arguments<Specs>, context: CommandContext): Promise<number | null>;
}

/** Gives a command's `run` the types of its own options. */
export function defineCommand<const Specs extends Options>(command: Command<Specs>): Command {
  return command as unknown as Command;
}
