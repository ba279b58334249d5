import { parseArgs } from 'node:util';
import { nearest, quote, suggestion } from 'onex-cli-kit';
import { OPTIONS, UsageError } from '../../settings/index.ts';

export interface Arguments {
  readonly help: boolean;
  readonly version: boolean;
  readonly config: string | null;
  /** By flag, what was given: text, or true for a switch. */
  readonly flags: Readonly<Record<string, string | true>>;
}

/** @throws UsageError for a flag nobody knows, a flag without its value, or a word that is not a flag. */
export function readArguments(argv: readonly string[]): Arguments {
  const options: Record<string, { type: 'string' | 'boolean' }> = {
    help: { type: 'boolean' },
    version: { type: 'boolean' },
    config: { type: 'string' },
  };
  for (const { flag, value } of OPTIONS) {
    if (flag !== null) options[flag] = { type: value === null ? 'boolean' : 'string' };
  }
  const { tokens, values } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional') {
      throw new UsageError(`${quote(token.value)} is not an option; --help lists the options.`);
    }
    if (token.kind !== 'option') continue;
    const option = token.rawName.startsWith('--') ? options[token.name] : undefined;
    if (option === undefined || !Object.hasOwn(options, token.name)) {
      const near = nearest(
        token.rawName,
        Object.keys(options).map((name) => `--${name}`),
      );
      throw new UsageError(`Unknown option ${quote(token.rawName)}; --help lists them.${suggestion(near)}`);
    }
    const swallowed = token.inlineValue === false && token.value.startsWith('--');
    if (option.type === 'string' && (token.value === undefined || token.value.trim() === '' || swallowed)) {
      throw new UsageError(`--${token.name} needs a value.`);
    }
    if (option.type === 'boolean' && token.value !== undefined) {
      throw new UsageError(`--${token.name} takes no value.`);
    }
  }
  const { help, version, config, ...flags } = values as Record<string, string | true>;
  return {
    help: help === true,
    version: version === true,
    config: typeof config === 'string' ? config : null,
    flags,
  };
}
