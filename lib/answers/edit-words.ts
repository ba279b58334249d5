import { didYouMeanOrList, quote } from 'onex-cli-kit';
import { UserError } from '../errors/index.ts';

/** The parts of a contract, as people call them. */
export const THINGS = ['operation', 'field', 'step', 'state', 'topic'] as const;
export type Thing = (typeof THINGS)[number];

/** A node as the user typed it: by any of its names, optionally with one of its versions. */
export interface NodeWord {
  readonly node: string;
  /** Folder of a version, such as `v1_0_0`; null if none was given. */
  readonly version: string | null;
}

/** A part of a node's contract as the user typed it. */
export interface PartWords extends NodeWord {
  readonly thing: Thing;
  /** The names that follow. For a field, the operation comes first. */
  readonly names: readonly string[];
}

const VERSION = /^v?(\d{1,6})[._](\d{1,6})[._](\d{1,6})$/;

/**
 * Parses `payment` or `payment@1.0.0`.
 * @throws UserError for an invalid version
 */
export function parseNodeWord(word: string): NodeWord {
  const at = word.lastIndexOf('@');
  if (at === -1) return { node: word, version: null };
  const [node, version] = [word.slice(0, at), word.slice(at + 1)];
  const [, ...numbers] = VERSION.exec(version) ?? [];
  if (node !== '' && numbers.length === 3) return { node, version: `v${numbers.map(Number).join('_')}` };
  throw new UserError(
    'ERR_ONEX_NOT_FOUND',
    `${quote(word)} names no version. Write the node and three numbers, such as payment@1.0.0.`,
  );
}

export const isThing = (word: string | undefined): word is Thing => THINGS.includes(word as Thing);

/**
 * Parses the words after a command that name a part of a contract: `payment operation refund`, or `payment:refund`.
 * @returns null if they name only nodes
 * @throws UserError for an unknown kind of part
 */
export function parsePartWords(words: readonly string[]): PartWords | null {
  const [first = '', second, ...rest] = words;
  const colon = first.indexOf(':');
  if (colon !== -1) {
    const all = [first, ...words.slice(1)].map((word) => partOf(word, first.slice(0, colon)));
    return { ...parseNodeWord(first.slice(0, colon)), thing: 'operation', names: all };
  }
  if (isThing(second)) return { ...parseNodeWord(first), thing: second, names: rest };
  if (isThing(second?.replace(/s$/, '')))
    return { ...parseNodeWord(first), thing: second!.replace(/s$/, '') as Thing, names: rest };
  return null;
}

/** Returns the operation in `payment:create`, if the other words name the same node. */
function partOf(word: string, node: string): string {
  const [own = '', ...operation] = word.split(':');
  if (own === node && operation.length > 0) return operation.join(':');
  throw new UserError(
    'ERR_ONEX_NOT_FOUND',
    `${quote(word)} names no operation of ${node}. Give the operations of one node at a time.`,
  );
}

/** @throws UserError that lists the parts of a contract */
export function refuseThing(word: string): never {
  throw new UserError(
    'ERR_ONEX_NOT_FOUND',
    `${quote(word)} is not a part of a contract.${didYouMeanOrList(word, THINGS)}`,
  );
}
