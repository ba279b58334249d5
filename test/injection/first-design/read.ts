import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InjectionRecord } from '../../../lib/injection/index.ts';

type Recorded = InjectionRecord['file'][number];

/**
 * A file as the first design left it. In the fixture, `«CLASS|…»` is an insertion, `‹NAME|…›` a piece in it, and `¦`
 * the end of the comment above a piece.
 */
export function firstDesign(name: string): {
  readonly before: string;
  readonly text: string;
  readonly record: InjectionRecord;
} {
  const marked = readFileSync(join(import.meta.dirname, `${name}.txt`), 'utf8');
  const file: Recorded[] = [];
  const classes = new Map<string, Recorded[]>();
  const text = marked.replace(/«(\w*)\|([^»]*)»/g, (_, owner: string, inside: string) => {
    const insertion = insertionOf(inside);
    if (owner === '') file.push(insertion);
    else classes.set(owner, [...(classes.get(owner) ?? []), insertion]);
    return insertion.text;
  });
  return {
    before: marked.replace(/«[^»]*»/g, ''),
    text,
    record: {
      version: 1,
      file,
      classes: [...classes].map(([owner, insertions]) => ({ name: owner, insertions })),
    },
  };
}

function insertionOf(marked: string): Recorded {
  let text = '';
  const pieces: { name: string; start: number; anchor: number; end: number }[] = [];
  for (const part of marked.split(/(‹[^|]*\|[^›]*›)/)) {
    const [, name = '', code = part] = /^‹([^|]*)\|([^›]*)›$/.exec(part) ?? [];
    const start = text.length;
    text += code.replace('¦', '');
    if (part.startsWith('‹'))
      pieces.push({ name, start, anchor: start + Math.max(0, code.indexOf('¦')), end: text.length });
  }
  return { text, pieces };
}
