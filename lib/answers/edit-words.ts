import { didYouMeanOrList, quote } from 'onex-cli-kit';
import { UserError } from '../errors/index.ts';

/** What a contract consists of, as people call it. */
export const THINGS = ['operation', 'field', 'step', 'state', 'topic'] as const;
export type Thing = (typeof THINGS)[number];

/** A node as it was typed: by any of its names, maybe with one of its versions. */
export interface NodeWord {
  readonly node: string;
  /** Folder of a version, such as `v1_0_0`; null: none was named. */
  readonly version: string | null;
}

/** A part of a node's contract as it was typed. */
export interface PartWords extends NodeWord {
  readonly thing: Thing;
  /** What follows: names, for a field the operation first. */
  readonly names: readonly string[];
}

const VERSION = /^v?(\d{1,6})[._](\d{1,6})[._](\d{1,6})$/;

/**
 * `payment` or `payment@1.0.0`.
 * @throws UserError for what is not a version
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
 * The words after a command that name a part of a contract: `payment operation refund`, or `payment:refund`.
 * @returns null where they name no part, but nodes alone
 * @throws UserError for a kind of thing that there is not
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

/** The operation of `payment:create`, where the other words name the same node. */
function partOf(word: string, node: string): string {
  const [own = '', ...operation] = word.split(':');
  if (own === node && operation.length > 0) return operation.join(':');
  throw new UserError(
    'ERR_ONEX_NOT_FOUND',
    `${quote(word)} names no operation of ${node}. Give the operations of one node at a time.`,
  );
}

/** @throws UserError that lists what a contract consists of */
export function refuseThing(word: string): never {
  throw new UserError(
    'ERR_ONEX_NOT_FOUND',
    `${quote(word)} is not a part of a contract.${didYouMeanOrList(word, THINGS)}`,
  );
}
