import { parseArgs } from 'node:util';
import type { Options, OptionValue, Values } from './options.ts';
import { readValue } from './read-value.ts';
import { unknownOption, type Syntax } from './unknown-option.ts';

export interface Arguments<Table extends Options = Options> {
  readonly values: Values<Table>;
  /** The words that belong to no option, in their order. */
  readonly positionals: readonly string[];
}

type Token = Extract<ReturnType<typeof tokensOf>[number], { kind: 'option' }>;

function tokensOf(argv: readonly string[], options: Options) {
  const config = Object.entries(options).map(([name, { type, short }]) => [
    name,
    {
      type: type === 'flag' ? ('boolean' as const) : ('string' as const),
      ...(short === undefined ? {} : { short }),
    },
  ]);
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(config),
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  return tokens;
}

/** `--timeout --json`: parseArgs reads the next option as the value. A dash alone and a negative number are values. */
function tookNextOption({ value, inlineValue }: Token): boolean {
  return inlineValue === false && /^-(?![\d.]|$)/.test(value ?? '');
}

/** The name of the flag that `--no-x` switches off. */
function switchedOff({ name }: Token, options: Options): string | null {
  const flag = name.startsWith('no-') ? name.slice(3) : '';
  return Object.hasOwn(options, flag) && options[flag]?.negatable === true ? flag : null;
}

/**
 * Parses the arguments of a command. Options may be anywhere before `--`. All words after it are positional. A flag may
 * be repeated, and its last occurrence counts. The values of a repeated list are joined.
 * @throws the error of `refuse` if an option is unknown, lacks its value, has a surplus one, or is given twice
 */
export function parseArguments<const Table extends Options>(
  argv: readonly string[],
  syntax: Syntax<Table>,
): Arguments<Table> {
  const { options, refuse } = syntax;
  const values: Record<string, OptionValue> = {};
  const positionals: string[] = [];
  for (const token of tokensOf(argv, options)) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    const off = option === undefined ? switchedOff(token, options) : null;
    if (off !== null) {
      values[off] = !readValue(options[off]!, value ?? true, { label: rawName, refuse });
      continue;
    }
    if (option === undefined) throw unknownOption(rawName, syntax);
    const label = `--${name}`;
    const given = readValue(option, tookNextOption(token) ? undefined : (value ?? true), { label, refuse });
    const before = values[name];
    if (before !== undefined && option.type !== 'flag' && option.type !== 'list')
      throw refuse(`${label} was given more than once; give it once`);
    values[name] = Array.isArray(before) && Array.isArray(given) ? [...before, ...given] : given;
  }
  return { values: values as Values<Table>, positionals };
}
