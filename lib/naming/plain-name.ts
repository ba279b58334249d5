import { quote } from 'onex-cli-kit';
import { UserError } from '../errors/index.ts';
import { isObjectKey } from './reserved.ts';

const LONGEST = 64;

/**
 * A name for a field, a step, or a state.
 * @throws UserError
 */
export function parsePlainName(text: string, what: string): string {
  const why = isObjectKey(text)
    ? 'is a property of every JavaScript object'
    : text.length > LONGEST
      ? `has ${text.length} characters; at most ${LONGEST} are possible`
      : /^[A-Za-z]\w*$/.test(text)
        ? null
        : 'must start with a letter and may contain only letters (A–Z, a–z), digits (0–9), and "_"';
  if (why !== null)
    throw new UserError(
      'ERR_ONEX_INVALID_NAME',
      `The ${what} ${quote(text)} ${why}. Take a name such as amount.`,
    );
  return text;
}
