import { endOfString, endOfValue, skipSpace } from './scan.ts';

export interface Replaced {
  readonly text: string;
  /** Dotted paths of the members whose values were replaced, in order. */
  readonly paths: readonly string[];
}

/**
 * The text with other values for some members, at any depth; everything else is copied. `valueFor` gets the name of a
 * member and the text of its value. It returns another text, or null to continue inside the value.
 */
export function replaceMembers(
  text: string,
  valueFor: (name: string, value: () => string) => string | null,
): Replaced {
  const parts: string[] = [];
  const paths: string[] = [];
  /** The open containers, each with the name or the index of its current value. */
  const open: { readonly isList: boolean; place: string | number }[] = [];
  let from = 0;
  let at = 0;
  let isName = false;
  while (at < text.length) {
    const character = text[at];
    if (character === '{' || character === '[') {
      isName = character === '{';
      open.push({ isList: !isName, place: isName ? '' : 0 });
    } else if (character === '}' || character === ']') {
      isName = false;
      open.pop();
    } else if (character === ',') {
      const container = open.at(-1)!;
      isName = !container.isList;
      if (container.isList) container.place = (container.place as number) + 1;
    } else if (character === '"') {
      const end = endOfString(text, at);
      if (!isName) {
        at = end;
        continue;
      }
      isName = false;
      const name = JSON.parse(text.slice(at, end)) as string;
      const begin = skipSpace(text, skipSpace(text, end) + 1);
      open.at(-1)!.place = name;
      const other = valueFor(name, () => text.slice(begin, endOfValue(text, begin)));
      at = begin;
      if (other === null) continue;
      parts.push(text.slice(from, begin), other);
      paths.push(open.map(({ place }) => place).join('.'));
      at = endOfValue(text, begin);
      from = at;
      continue;
    }
    at += 1;
  }
  parts.push(text.slice(from));
  return { text: parts.join(''), paths };
}
