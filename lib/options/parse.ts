import { parseArgs } from 'node:util';
import { quote } from 'onex-cli-kit';
import { UserError } from '../errors/index.ts';
import { optionsOf } from './definitions.ts';
import { removedOption } from './removed.ts';
import { didYouMean } from './suggest.ts';
import type { CommandDefinition, GivenOptions, OptionDefinition, OptionValue, OwnCommand } from './types.ts';
import { optionValue } from './values.ts';

/** Flags that each command understands and `onex` answers itself. */
const HELP_NAMES = ['help', 'version'];

function unknownOption(
  rawName: string,
  command: CommandDefinition<OwnCommand>,
  options: readonly OptionDefinition[],
): UserError {
  const name = rawName.replace(/^-+/, '');
  const removed = removedOption(command.name, name);
  if (removed !== null)
    return new UserError(
      'ERR_ONEX_USAGE',
      `onex ${command.name} no longer has the option ${rawName}: ${removed}`,
    );
  const names = options.flatMap((option) =>
    option.negatable ? [option.name, `no-${option.name}`] : [option.name],
  );
  // `--version 1.1.0` beside a name means the node's, and is none of the flags that are answered alone.
  const longer = names.find((candidate) => candidate.endsWith(`-${name}`));
  const known = longer === undefined ? [...names, ...HELP_NAMES] : [longer];
  const meant = didYouMean(longer ?? name, known, (candidate) => `--${candidate}`);
  const mend = meant.startsWith('; did') ? meant : `; see onex ${command.name} --help`;
  return new UserError('ERR_ONEX_USAGE', `onex ${command.name} has no option ${quote(rawName)}${mend}`);
}

/**
 * Parses what follows the command's name. Every fault is a UserError of one line: an unknown option (with the one
 * probably meant), a missing or wrong value, a second positional argument.
 */
export function parseCommandLine(
  command: CommandDefinition<OwnCommand>,
  argv: readonly string[],
): GivenOptions {
  const options = optionsOf(command.name);
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      options.map((option) => [
        option.name,
        {
          type: option.type === 'flag' ? ('boolean' as const) : ('string' as const),
          ...(option.short === undefined ? {} : { short: option.short }),
        },
      ]),
    ),
  });
  const given: Record<string, OptionValue> = {};
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      const { name, many } = command.argument;
      if (many === true) {
        given[name] = [...((given[name] as readonly string[] | undefined) ?? []), token.value];
        continue;
      }
      if (name in given) {
        throw new UserError(
          'ERR_ONEX_USAGE',
          `onex ${command.name} takes one ${name}, found a second: ${quote(token.value)}`,
        );
      }
      given[name] = token.value;
      continue;
    }
    const negated = token.name.startsWith('no-') ? token.name.slice(3) : undefined;
    const option = options.find(({ name }) => name === token.name);
    const flag = options.find(({ name, negatable }) => name === negated && negatable === true);
    if (flag !== undefined && token.value === undefined) {
      given[flag.name] = false;
      continue;
    }
    if (option === undefined) throw unknownOption(token.rawName, command, options);
    const missing = option.type !== 'flag' && !token.inlineValue && /^-./.test(token.value ?? '-x');
    const value = optionValue(option, missing ? undefined : (token.value ?? true));
    const before = given[option.name];
    if (before !== undefined && option.type !== 'flag' && option.type !== 'list') {
      throw new UserError('ERR_ONEX_USAGE', `--${option.name} was given more than once; give it once`);
    }
    given[option.name] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
  }
  return given;
}
