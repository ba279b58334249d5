import { readValue, type ValueSource } from 'onex-cli-kit';
import { UserError } from '../errors/index.ts';
import type { OptionDefinition, OptionValue } from './types.ts';

/** The error of a wrong command line, option, or answers file. */
export function usageError(message: string): UserError {
  return new UserError('ERR_ONEX_USAGE', message);
}

/**
 * Turns what an answers file or Yeoman gave for an option into its value.
 * @param source names the place in messages; default: the option, as on a command line
 * @throws UserError when the value is missing, empty, of another type, or not among the choices
 */
export function optionValue(
  option: OptionDefinition,
  given: unknown,
  { label = `--${option.name}`, flagHint = '' }: Partial<ValueSource> = {},
): OptionValue {
  return readValue(option, given, { label, flagHint, refuse: usageError });
}
