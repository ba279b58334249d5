/**
 * Merges code by tokens, for files that an unknown formatter changed.
 *
 * Guarantees
 * 1. The result has the tokens and statements of both sides' changes and no others, or there is no result.
 * 2. Changes of the same or adjacent lines of the base conflict, as in a merge by line.
 * 3. Text that only the user wrote retains its layout.
 *
 * Semicolons, last commas, quotes, and parentheses around a single parameter are layout. It reads no settings, so code
 * from the other side retains that side's quotes.
 */
import type { MergeInput } from '../types.ts';
import { changesOf, groupsOf, keysOf, tokenized, type TokenChange, type Tokenized } from './changes.ts';
import { spliced } from './splice.ts';
import { tokenize } from './tokenize.ts';

function applied(
  base: readonly string[],
  changes: readonly TokenChange[],
  sides: Record<TokenChange['side'], string[]>,
): string[] {
  const result: string[] = [];
  let at = 0;
  for (const { before, after, side } of changes) {
    result.push(
      ...base.slice(at, before.start),
      ...sides[side].slice(after.start, after.start + after.length),
    );
    at = before.start + before.length;
  }
  return [...result, ...base.slice(at)];
}

/**
 * Joins the changes of one side with the tokens between them, because a brace may be paired with one that ends
 * something else.
 */
function joined(group: readonly TokenChange[]): TokenChange {
  const [first, last] = [group[0]!, group.at(-1)!];
  const from = (place: 'before' | 'after') => {
    const end = last[place].start + last[place].length;
    return { start: first[place].start, length: end - first[place].start };
  };
  return { ...first, before: from('before'), after: from('after') };
}

/** Whether both sides changed a group in the same way. */
function isAlike(group: readonly TokenChange[], sides: Record<TokenChange['side'], string[]>): boolean {
  const said = (name: TokenChange['side']) =>
    group
      .filter(({ side }) => side === name)
      .map(({ before, after }) => [before, sides[name].slice(after.start, after.start + after.length)]);
  return JSON.stringify(said('ours')) === JSON.stringify(said('theirs'));
}

async function read(path: string, text: string): Promise<Tokenized | null> {
  const tokens = await tokenize(path, text);
  return tokens && tokenized(text, tokens);
}

/**
 * Returns the user's text with the changes of the other side; null if they conflict, and for files that are not code.
 */
export async function mergeByTokens(path: string, input: MergeInput): Promise<string | null> {
  const base = input.base === null ? null : await read(path, input.base);
  const [ours, theirs] = base ? [await read(path, input.ours), await read(path, input.theirs)] : [null, null];
  if (!base || !ours || !theirs) return null;
  const keys = { ours: keysOf(ours), theirs: keysOf(theirs) };
  const groups = groupsOf([...changesOf(base, ours, 'ours'), ...changesOf(base, theirs, 'theirs')]);
  const taken: (readonly [TokenChange, { start: number; length: number }])[] = [];
  const kept: TokenChange[] = [];
  let shift = 0;
  for (const group of groups) {
    const own = group.filter(({ side }) => side === 'ours');
    const isClash = own.length > 0 && own.length < group.length;
    if (isClash && !isAlike(group, keys)) return null;
    if (own.length === 0) {
      const whole = joined(group);
      taken.push([whole, { ...whole.before, start: whole.before.start + shift }]);
    }
    kept.push(...(own.length === 0 ? group : own));
    for (const { before, after } of own) shift += after.length - before.length;
  }
  const merged = spliced(ours, theirs, taken);
  const expected = applied(keysOf(base), kept, keys);
  const result = await tokenize(path, merged);
  return result && JSON.stringify(result.map(({ key }) => key)) === JSON.stringify(expected) ? merged : null;
}
