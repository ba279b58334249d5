import { quote } from 'onex-cli-kit';
import { UserError } from '../errors/index.ts';
import { didYouMean } from './suggest.ts';
import type { OptionDefinition, OptionValue } from './types.ts';

function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** A variable of the shell that is not set gives an empty value. Without this error, it would mean the default. */
function emptyValue(label: string): UserError {
  return new UserError('ERR_ONEX_USAGE', `${label} is empty; give it a value, or leave it out`);
}

/** `--domain`, or `--answers file.yaml: domain`; names the option in a message. */
export type Naming = (name: string) => string;
export const asFlag: Naming = (name) => `--${name}`;

/**
 * Turns what a command line, Yeoman or an answers file gave for an option into its value.
 * `given` is a string, number, boolean or array of these (YAML and Yeoman give numbers for digits).
 * Throws a UserError that names the option when the value is of another kind or not among the choices.
 */
export function optionValue(option: OptionDefinition, given: unknown, naming: Naming = asFlag): OptionValue {
  const label = naming(option.name);
  if (option.type === 'flag') {
    if (typeof given === 'boolean') return given;
    if (given === 'true' || given === 'false') return given === 'true';
    const hint = naming === asFlag ? ' (put the name before the options)' : '; write true or false';
    throw new UserError('ERR_ONEX_USAGE', `${label} takes no value, found ${quote(String(given))}${hint}`);
  }
  if (option.type === 'list') {
    const items = Array.isArray(given) ? given : [given];
    if (items.some((item) => typeof item !== 'string' && typeof item !== 'number')) {
      throw new UserError('ERR_ONEX_USAGE', `${label} needs a list of names separated by commas`);
    }
    const list = items.flatMap((item) => listOf(String(item)));
    if (items.length > 0 && list.length === 0) throw emptyValue(label);
    return list;
  }
  if (Array.isArray(given))
    throw new UserError('ERR_ONEX_USAGE', `${label} was given more than once; give it once`);
  if (typeof given !== 'string' && typeof given !== 'number') {
    throw new UserError(
      'ERR_ONEX_USAGE',
      `${label} needs a value: ${label} ${option.placeholder ?? option.choices?.join('|') ?? 'TEXT'}`,
    );
  }
  const text = String(given);
  if (text.trim() === '' && option.name !== 'description') throw emptyValue(label);
  if (option.type === 'choice' && !option.choices?.includes(text)) {
    throw new UserError(
      'ERR_ONEX_USAGE',
      `${label} knows no ${quote(text)}${didYouMean(text, option.choices ?? [])}`,
    );
  }
  return text;
}
