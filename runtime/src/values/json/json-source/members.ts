import { endOfString, endOfValue, skipSpace } from './scan.ts';

/** A member of an object. */
export interface JsonMember {
  readonly name: string;
  /** The text of its value, as written. */
  readonly text: string;
}

/** The members of an object in order, including those whose name occurs twice. Empty if the text is not an object. */
export function membersOf(text: string): readonly JsonMember[] {
  const members: JsonMember[] = [];
  let at = skipSpace(text, 0);
  if (text[at] !== '{') return members;
  at = skipSpace(text, at + 1);
  while (text[at] === '"') {
    const endOfName = endOfString(text, at);
    const begin = skipSpace(text, skipSpace(text, endOfName) + 1);
    const end = endOfValue(text, begin);
    members.push({
      name: JSON.parse(text.slice(at, endOfName)) as string,
      text: text.slice(begin, end),
    });
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return members;
}

/** The text of a member. If its name occurs twice, the last one, which a parser reads. Null if there is none. */
export function memberText(text: string, name: string): string | null {
  return membersOf(text).findLast((member) => member.name === name)?.text ?? null;
}

/** Members with the values of an object, which is plain data. */
export function jsonMembers(fields: object): readonly JsonMember[] {
  return Object.entries(fields).map(([name, value]) => ({ name, text: JSON.stringify(value) }));
}

/** An object with these members, on one line if their texts are. */
export function objectText(members: Iterable<JsonMember>): string {
  const parts = Array.from(members, ({ name, text }) => `${JSON.stringify(name)}:${text}`);
  return `{${parts.join(',')}}`;
}
