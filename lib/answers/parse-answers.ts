import { didYouMeanOrList, quote } from 'onex-cli-kit';
import { UserError } from '../errors/index.ts';
import {
  optionsOf,
  optionValue,
  type CommandDefinition,
  type GivenOptions,
  type OptionValue,
} from '../options/index.ts';

/** Returns the position of a YAML error, for the end of a message: `line 3, column 5`. */
function positionOf(error: { linePos?: readonly { line: number; col: number }[] | undefined }): string {
  const start = error.linePos?.[0];
  return start === undefined ? '' : `, line ${start.line}, column ${start.col}`;
}

async function parseDocument(text: string, source: string): Promise<unknown> {
  const { parseDocument: parse } = await import('yaml');
  const document = parse(text, { prettyErrors: true, uniqueKeys: true });
  const fault = document.errors[0];
  if (fault !== undefined) {
    const what = fault.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
    throw new UserError(
      'ERR_ONEX_INVALID_ANSWERS',
      `${source}${positionOf(fault)}: neither JSON nor YAML: ${what}`,
    );
  }
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new UserError(
      'ERR_ONEX_INVALID_ANSWERS',
      `${source}: neither JSON nor YAML: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

/**
 * Parses an answers file (YAML, which includes JSON): a mapping of option names, in kebab, snake, or camel case, and of
 * the positional argument's name. Throws a UserError naming the source and, for invalid text, line and column.
 */
export async function parseAnswers(
  text: string,
  source: string,
  command: CommandDefinition,
): Promise<GivenOptions> {
  const content = await parseDocument(text.replace(/^\uFEFF/, ''), source);
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new UserError(
      'ERR_ONEX_INVALID_ANSWERS',
      `${source}: expected a mapping such as {"domain": "billing"}`,
    );
  }
  const options = optionsOf(command.name).filter(({ answer }) => answer === true);
  const values: Record<string, OptionValue> = {};
  for (const [key, value] of Object.entries(content)) {
    const name = key.replaceAll('_', '-').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (value === null) continue;
    const option = options.find((candidate) => candidate.name === name);
    const label = `${source}: ${key}`;
    if (option !== undefined) {
      values[option.name] = optionValue(option, value, { label, flagHint: '; write true or false' });
    } else if (name === command.argument.name) {
      if (typeof value !== 'string' && typeof value !== 'number') {
        throw new UserError(
          'ERR_ONEX_INVALID_ANSWERS',
          `${label} must be one name, found ${Array.isArray(value) ? 'a list' : typeof value}`,
        );
      }
      values[command.argument.name] = String(value);
    } else {
      const known = [command.argument.name, ...options.map((candidate) => candidate.name)];
      throw new UserError(
        'ERR_ONEX_INVALID_ANSWERS',
        `${source}: unknown key ${quote(key)}.${didYouMeanOrList(name, known)}`,
      );
    }
  }
  return values;
}
