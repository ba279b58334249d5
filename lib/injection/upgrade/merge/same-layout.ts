import { changedRanges } from '../../../alignment/index.ts';
import { type PlacedToken, placedTokens } from '../../parse/index.ts';

/**
 * Returns a function that writes versions of a piece in the layout of another one, so a line comparison shows only
 * token differences. The layout is white space, quotes, semicolons, and trailing commas.
 * @param base The recorded piece. @param current The same piece as the user has it, in the wanted layout.
 */
export function layoutOf(base: string, current: string): (version: string) => string {
  const [from, to] = [placedTokens(base), placedTokens(current)];
  const eol = /\r\n|\n|\r/.exec(current)?.[0] ?? '\n';
  const hasSemicolons = to.some(({ start }, at) => current.slice(to[at - 1]?.end ?? 0, start).includes(';'));
  const pairs = pairsOf(from, to);
  const indents = new Map<string, string>();
  for (const [left, right] of pairs) {
    const own = indentIn(gapBefore(base, from, left));
    const theirs = indentIn(gapBefore(current, to, right));
    if (own !== null && theirs !== null && !indents.has(own)) indents.set(own, theirs);
  }
  // The gap between tokens that are not adjacent in the current text.
  const otherGap = (gap: string): string => {
    const kept = hasSemicolons ? gap : gap.replaceAll(';', '');
    const indent = indentIn(kept);
    if (indent === null) return kept;
    const ends = kept.slice(0, kept.length - indent.length).replace(/\r\n|\n|\r/g, eol);
    return `${ends}${indents.get(indent) ?? indent}`;
  };
  const written = (text: string, model: string): string => {
    const [own, shown] = [placedTokens(text), placedTokens(model)];
    const places = pairsOf(own, shown);
    const parts = own.map(({ start, end }, at) => {
      const place = places.get(at);
      const gap = gapBefore(text, own, at);
      if (place === undefined) return `${otherGap(gap)}${text.slice(start, end)}`;
      const isNext = at === 0 ? place === 0 : places.get(at - 1) === place - 1;
      const raw = model.slice(shown[place]?.start, shown[place]?.end);
      return `${isNext ? gapBefore(model, shown, place) : otherGap(gap)}${raw}`;
    });
    const isLast = places.get(own.length - 1) === shown.length - 1;
    const rest = isLast ? model.slice(shown.at(-1)?.end) : otherGap(text.slice(own.at(-1)?.end));
    return `${parts.join('')}${rest}`;
  };
  const model = written(base, current);
  return (version) => (version === base ? model : written(version, model));
}

/** Maps each token of the first list to a token of the second. */
function pairsOf(one: readonly PlacedToken[], other: readonly PlacedToken[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  let [left, right] = [0, 0];
  const texts = [one, other].map((list) => list.map(({ token }) => token)) as [string[], string[]];
  const end = { before: { start: one.length, length: 0 }, after: { start: other.length, length: 0 } };
  for (const { before, after } of [...changedRanges(...texts), end]) {
    for (; left < before.start; left += 1, right += 1) pairs.set(left, right);
    [left, right] = [before.start + before.length, after.start + after.length];
  }
  return pairs;
}

function gapBefore(text: string, tokens: readonly PlacedToken[], at: number): string {
  return text.slice(tokens[at - 1]?.end ?? 0, tokens[at]?.start);
}

/** Returns the white space before the first token of a line; null if the gap contains no line end. */
function indentIn(gap: string): string | null {
  return /[\r\n]([\t ]*)$/.exec(gap)?.[1] ?? null;
}
