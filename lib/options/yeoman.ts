import { quote, unknownOption } from 'onex-cli-kit';
import { optionsOf } from './definitions.ts';
import { syntaxOf } from './parse.ts';
import type { CommandDefinition, GivenOptions, OptionValue } from './types.ts';
import { optionValue, requireWords, usageError } from './values.ts';

/** The arguments of Yeoman's `this.option(name, config)`. */
export interface YeomanOption {
  readonly name: string;
  readonly type: BooleanConstructor | StringConstructor;
  readonly description: string;
  readonly alias?: string;
}

/** Options that Yeoman declares itself, that an environment passes on, or that control the run, in camel case. */
const OF_YEOMAN = new Set(
  [
    'help h version skipCache skipLocalCache skipGlobalConfig skipInstall forceInstall askAnswered env namespace',
    'namespaceId resolved _meta sharedData localConfigOnly forwardErrorToEnvironment force bail whitespace',
    'ignoreWhitespace skipYoResolve localOnly destinationRoot skipCheckEnv ignoreVersionCheck nodePackageManager',
    'logCwd insight generators skipParseOptions customPriorities cwd session program',
  ].flatMap((line) => line.split(' ')),
);

const camel = (name: string): string => name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** Returns the declarations of a command's options for `this.option`, so `yo onex:effect --help` lists them. */
export function yeomanOptions(command: CommandDefinition): readonly YeomanOption[] {
  return optionsOf(command.name).map(({ name, type, short, description, choices }) => {
    const option = {
      name,
      type: type === 'flag' ? Boolean : String,
      description: choices === undefined ? description : `${description}: ${choices.join(', ')}`,
    };
    return short === undefined ? option : Object.assign(option, { alias: short });
  });
}

/**
 * Reads the options that an environment gave a generator. Names are in kebab or camel case, digits are numbers, and
 * repeated options are joined by commas. Yeoman refuses nothing, so any typed option may be present. Throws a UserError
 * for an unknown option, and for a flag that consumed the next word.
 */
export function readYeomanOptions(
  command: CommandDefinition,
  given: Readonly<Record<string, unknown>>,
  args: readonly unknown[],
): GivenOptions {
  const program = `yo ${command.yeoman}`;
  const options = optionsOf(command.name);
  const argument = command.argument.name;
  const known = new Set(options.flatMap(({ name, short }) => [name, camel(name), ...(short ? [short] : [])]));
  for (const key of Object.keys(given)) {
    if (known.has(key) || OF_YEOMAN.has(camel(key)) || key === '_' || key === argument) continue;
    throw unknownOption(`--${key}`, syntaxOf(command, program));
  }
  const values: Record<string, OptionValue> = {};
  for (const option of options) {
    const value = given[option.name] ?? given[camel(option.name)] ?? (option.short && given[option.short]);
    if (value === undefined || value === null) continue;
    values[option.name] = optionValue(option, value, { flagHint: ' (put the name before the options)' });
  }
  if (command.argument.many === true) {
    const many = args.length > 0 ? args : [given[argument] ?? []];
    const words = many.flat().map(String);
    requireWords(command, words, program);
    values[argument] = words;
    return values;
  }
  if (args.length > 1) {
    throw usageError(`${program} takes one ${argument}, found a second: ${quote(String(args[1]))}`);
  }
  const positional = args[0] ?? given[argument];
  if (positional === undefined || positional === null) return values;
  requireWords(command, [String(positional)], program);
  values[argument] = String(positional);
  return values;
}
