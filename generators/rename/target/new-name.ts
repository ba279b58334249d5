import { UserError } from '../../../lib/errors/index.ts';
import { quote } from '../../../lib/options/index.ts';

/** Keys that mean something on every object of JavaScript. */
const OBJECT_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const LONGEST = 64;

/**
 * A name for a field, a step, or a state.
 * @throws UserError
 */
export function parsePlainName(text: string, what: string): string {
  const why = OBJECT_KEYS.has(text)
    ? 'means something else on every object of JavaScript'
    : text.length > LONGEST
      ? `has ${text.length} characters; at most ${LONGEST} are possible`
      : /^[A-Za-z]\w*$/.test(text)
        ? null
        : 'must start with a letter and may hold only letters, digits, and "_"';
  if (why !== null) throw new UserError(`The ${what} ${quote(text)} ${why}. Take a name such as amount.`);
  return text;
}

/** @throws UserError for a name that is the same, or that something has already. */
export function refuseTaken(to: string, from: string, taken: readonly string[], where: string): void {
  if (to === from) throw new UserError(`${quote(from)} has this name already`);
  const other = taken.find((name) => name.toLowerCase() === to.toLowerCase() && name !== from);
  if (other !== undefined) throw new UserError(`${where} has ${quote(other)} already; take another name`);
}
