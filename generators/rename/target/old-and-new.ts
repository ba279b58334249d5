import { UserError } from '../../../lib/errors/index.ts';
import type { Kind } from './target.ts';

/** What a user typed, with the old name in one word. */
export interface OldAndNew {
  readonly from: string;
  readonly to: string;
  readonly kind: Kind | null;
}

/** The old name in one word, from words as `onex add` and `onex remove` take them. */
const IN_ONE_WORD: Readonly<Record<string, (node: string, names: readonly string[]) => string>> = {
  operation: (node, [name]) => `${node}:${name}`,
  step: (node, [name]) => `${node}:${name}`,
  state: (node, [name]) => `${node}:${name}`,
  field: (node, names) => (names.length === 1 ? `${node}.${names[0]}` : `${node}:${names.join('.')}`),
  topic: (_, [name]) => String(name),
};

/**
 * Reads `OLD NEW` and `NODE operation|field|step|state|topic … NEW`.
 * @param kind As given with `--type`.
 * @throws UserError
 */
export function oldAndNew(words: readonly string[], kind: Kind | null): OldAndNew {
  const [from, to] = words;
  if (from !== undefined && to !== undefined && words.length === 2) return { from, to, kind };
  const join = Object.hasOwn(IN_ONE_WORD, to ?? '') ? IN_ONE_WORD[to!] : undefined;
  const most = to === 'field' ? 5 : 4;
  if (from === undefined || join === undefined || words.length < 4 || words.length > most)
    throw new UserError(
      'ERR_ONEX_USAGE',
      'onex rename takes the old name and the new one: onex rename payment invoice',
    );
  return { from: join(from, words.slice(2, -1)), to: words.at(-1)!, kind: to as Kind };
}
