import { quote } from '../text/quote.ts';
import { didYouMean } from '../text/nearest.ts';
import type { Option, OptionValue } from './options.ts';

/** The source of a value, for messages, and the function that creates an error. */
export interface ValueSource {
  /** `--domain`, or `answers.yaml: domain`. */
  readonly label: string;
  /** The end of the message about a flag with a value. */
  readonly flagHint?: string;
  readonly refuse: (message: string) => Error;
}

/** `a, b, or c`. */
export function enumerate(words: readonly string[]): string {
  if (words.length < 3) return words.join(' or ');
  return `${words.slice(0, -1).join(', ')}, or ${words.at(-1)}`;
}

function split(text: string): readonly string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/**
 * Converts a value from a command line, a file, or another program to the value of an option. It may be a string, a
 * number, a boolean, or a list of these.
 * @throws the error of `refuse` if the value is missing, empty, repeated, of another type, or not among the choices
 */
export function readValue(option: Option, given: unknown, source: ValueSource): OptionValue {
  const { label, flagHint = '', refuse } = source;
  const empty = (): Error => refuse(`${label} is empty; give it a value, or leave it out`);
  if (option.type === 'flag') {
    if (typeof given === 'boolean') return given;
    if (given === 'true' || given === 'false') return given === 'true';
    throw refuse(`${label} takes no value, found ${quote(String(given))}${flagHint}`);
  }
  const missing = (): Error => {
    const placeholder = option.placeholder ?? option.choices?.join('|') ?? 'TEXT';
    return refuse(`${label} needs a value: ${label} ${placeholder}`);
  };
  if (option.type === 'list') {
    // The parser gives these when the command line ends, or when another option follows.
    if (given === true || given === undefined) throw missing();
    const items = Array.isArray(given) ? given : [given];
    if (items.some((item) => typeof item !== 'string' && typeof item !== 'number'))
      throw refuse(`${label} needs a list of names separated by commas`);
    const list = items.flatMap((item) => split(String(item)));
    if (items.length > 0 && list.length === 0) throw empty();
    return list;
  }
  if (Array.isArray(given)) throw refuse(`${label} was given more than once; give it once`);
  if (typeof given !== 'string' && typeof given !== 'number') throw missing();
  const text = String(given);
  if (text.trim() === '' && option.mayBeEmpty !== true) throw empty();
  if (option.choices !== undefined && !option.choices.includes(text)) {
    const hint = didYouMean(text, option.choices);
    throw refuse(`${label} takes ${enumerate(option.choices)}, not ${quote(text)}.${hint}`);
  }
  return text;
}
