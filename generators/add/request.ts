import {
  isThing,
  parsePartWords,
  parseNodeWord,
  refuseThing,
  type PartWords,
  type Thing,
} from '../../lib/answers/index.ts';
import { UserError } from '../../lib/errors/index.ts';
import type { Session } from '../node/session/index.ts';

/** The content of the command's words so far; null: not given. */
export interface Asked {
  readonly node: string | null;
  readonly version: string | null;
  readonly thing: Thing | null;
  readonly names: readonly string[];
}

/** @throws UserError for a second word that is not a kind of part */
export function askedBy(words: readonly string[]): Asked {
  const part = parsePartWords(words);
  if (part !== null) return part;
  const [node, thing] = words;
  if (thing !== undefined && !isThing(thing)) refuseThing(thing);
  return {
    ...(node === undefined ? { node: null, version: null } : parseNodeWord(node)),
    thing: null,
    names: [],
  };
}

/** The words after the kind of part, for a message. */
export const EXPECTED: Readonly<Record<Thing, string>> = {
  operation: 'NAME',
  field: 'OPERATION NAME: TYPE',
  step: 'NODE[:OPERATION]',
  state: 'NAME',
  topic: 'TOPIC',
};

/** @throws UserError that lists the missing words, if there is no terminal for a question */
export function complete({ node, version, thing, names }: Asked, { program }: Session): PartWords {
  const needed = thing === 'field' ? 2 : 1;
  if (node !== null && thing !== null && names.length >= needed) return { node, version, thing, names };
  const kind = thing ?? 'operation|field|step|state|topic';
  const rest = thing === null ? '…' : EXPECTED[thing];
  const missing = node === null ? 'The node is' : thing === null ? 'The kind of thing is' : `${rest} is`;
  throw new UserError(
    'ERR_ONEX_USAGE',
    `${missing} missing, and there is no terminal to prompt on: ${program} ${node ?? 'NODE'} ${kind} ${rest}`,
  );
}
