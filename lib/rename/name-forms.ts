import { toConstant, toKebab, toPascal, words } from '../naming/index.ts';

/** A name and its new name, as people write them. */
export interface NamePair {
  readonly from: string;
  readonly to: string;
}

const camel = (name: string): string => {
  const [first = '', ...rest] = words(name);
  return first + toPascal(['x', ...rest].join('_')).slice(1);
};

const FORMS: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => words(name).join('_'),
  toKebab,
  toPascal,
  camel,
  toConstant,
  (name) => words(name).join(' '),
];

/** Returns a name in every form in which generated code and documents write it, with the same form of the new name. */
export function formsOf({ from, to }: NamePair): readonly NamePair[] {
  const pairs = FORMS.map((form) => ({ from: form(from), to: form(to) }));
  const known = new Set<string>();
  return pairs.filter((pair) => {
    const both = `${pair.from}\0${pair.to}`;
    if (pair.from === '' || known.has(both)) return false;
    known.add(both);
    return true;
  });
}

/** Returns a function that decides whether one text is another with the names replaced in some or all places. */
export function explainer(pairs: readonly NamePair[]): (before: string, after: string) => boolean {
  const forms = pairs.flatMap(formsOf).filter(({ from, to }) => from !== to);
  return (before, after) => forms.some(({ from, to }) => isExchange(before, after, from, to));
}

/** Compares both texts and replaces the name where they differ. */
function isExchange(before: string, after: string, from: string, to: string): boolean {
  if (!before.includes(from)) return false;
  let [left, right] = [0, 0];
  let exchanged = false;
  while (left < before.length || right < after.length) {
    const here = before.startsWith(from, left) && after.startsWith(to, right);
    if (here && !(before.startsWith(to, left) && after.startsWith(from, right))) {
      left += from.length;
      right += to.length;
      exchanged = true;
    } else if (left < before.length && before[left] === after[right]) {
      left += 1;
      right += 1;
    } else return false;
  }
  return exchanged;
}
