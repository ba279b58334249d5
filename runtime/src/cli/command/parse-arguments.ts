import { parseArguments, type Arguments, type Options } from 'onex-cli-kit';
import { CliError } from '../cli-error.ts';

/** Options that every command has. */
export const COMMON_OPTIONS = {
  help: { type: 'flag', short: 'h', description: 'show this help' },
  debug: { type: 'flag', description: 'show stack traces of errors' },
} as const satisfies Options;

/**
 * Parses the arguments of a command.
 * @throws CliError of one line that names the wrong option
 */
export function commandArguments(command: string, args: readonly string[], options: Options): Arguments {
  return parseArguments(args, {
    command: `onex-runtime ${command}`,
    options: { ...options, ...COMMON_OPTIONS },
    refuse: (message) => new CliError(message),
  });
}
