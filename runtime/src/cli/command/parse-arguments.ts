import { parseArgs } from 'node:util';
import { CliError } from '../cli-error.ts';
import { didYouMean } from '../suggest.ts';
import type { Arguments, OptionSpecs } from './types.ts';

/** Options that every command has. */
export const COMMON_OPTIONS = {
  help: { type: 'boolean', short: 'h', description: 'show this help' },
  debug: { type: 'boolean', description: 'show stack traces of errors' },
} as const satisfies OptionSpecs;

/**
 * Reads a command's arguments. An option may stand anywhere; what follows `--` is positional.
 * @throws CliError naming the option that is unknown, lacks its value or has one too many.
 */
export function parseArguments(command: string, args: readonly string[], specs: OptionSpecs): Arguments {
  const all: OptionSpecs = { ...specs, ...COMMON_OPTIONS };
  const { tokens, values, positionals } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(all).map(([name, { type, short, multiple }]) => [
        name,
        { type, multiple: multiple ?? false, ...(short === undefined ? {} : { short }) },
      ]),
    ),
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const spec = Object.hasOwn(all, token.name) ? all[token.name] : undefined;
    if (spec === undefined) {
      const names = Object.keys(all).map((name) => `--${name}`);
      const hint = didYouMean(token.rawName, names);
      throw new CliError(
        `Unknown option ${token.rawName} of "${command}".${hint} See: onex-runtime ${command} --help`,
      );
    }
    if (spec.type === 'string' && ((token.value ?? '').trim() === '' || takesNextOption(token))) {
      throw new CliError(`Option --${token.name} needs a value: --${token.name} ${spec.value ?? 'VALUE'}`);
    }
    if (spec.type === 'boolean' && token.value !== undefined) {
      throw new CliError(`Option --${token.name} takes no value, but was given "${token.value}"`);
    }
  }
  return { values: values as Arguments['values'], positionals };
}

/** `--timeout --json`: parseArgs takes the next option for the value. */
function takesNextOption(token: { value?: string | undefined; inlineValue?: boolean | undefined }): boolean {
  return token.inlineValue === false && /^--?[a-z]/.test(token.value ?? '');
}
