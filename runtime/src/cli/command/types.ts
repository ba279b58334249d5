import type { Arguments, Options } from 'onex-cli-kit';
import type { EnvFile } from '../../start/configuration/index.ts';

/** What a command may touch of its process, so that it can be tested without one. */
export interface CommandContext {
  readonly cwd: string;
  /** With the values of the project's `.env`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The environment without those values; only set where there is such a file. */
  readonly shell?: Readonly<Record<string, string | undefined>>;
  /** The project's `.env`; `null` or not set: there is none. */
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
  /** The command reads its arguments itself: all are positional, but for a leading `--help`. */
  readonly ownArguments?: boolean;
  /**
   * @returns the exit code; null: the process continues and ends by itself.
   * @throws CliError for what the user can fix.
   */
  run(args: Arguments<Specs>, context: CommandContext): Promise<number | null>;
}

/** Lets a command's `run` know its own options' types. */
export function defineCommand<const Specs extends Options>(command: Command<Specs>): Command {
  return command as unknown as Command;
}
