import fc from 'fast-check';

/** One change of a text of blocks; `at` and `to` are taken modulo the number of lines. */
export type Edit =
  | { readonly kind: 'insert'; readonly at: number }
  | { readonly kind: 'change'; readonly at: number }
  | { readonly kind: 'delete'; readonly at: number }
  | { readonly kind: 'move'; readonly at: number; readonly to: number }
  | { readonly kind: 'indent'; readonly at: number };

const place = fc.nat({ max: 60 });

export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('insert' as const), at: place }),
    fc.record({ kind: fc.constant('change' as const), at: place }),
    fc.record({ kind: fc.constant('delete' as const), at: place }),
    fc.record({ kind: fc.constant('move' as const), at: place, to: place }),
    fc.record({ kind: fc.constant('indent' as const), at: place }),
  ),
  { maxLength: 5 },
);

/** How a kind of file writes one statement, so that any list of statements is a whole text. */
export interface Grammar {
  readonly file: string;
  /** A statement that is the only one of its name. */
  line(name: string): string;
  text(lines: readonly string[]): string;
}

export const GRAMMARS: readonly Grammar[] = [
  {
    file: 'notes.md',
    line: (name) => `- ${name}`,
    text: (lines) => lines.map((line) => `${line}\n`).join(''),
  },
  {
    file: 'node.ts',
    line: (name) => `export const ${name} = '${name}';`,
    text: (lines) => lines.map((line) => `${line}\n`).join(''),
  },
  {
    file: 'package.json',
    line: (name) => `  "${name}": "${name}"`,
    text: (lines) => (lines.length === 0 ? '{}\n' : `{\n${lines.join(',\n')}\n}\n`),
  },
  {
    file: 'settings.yaml',
    line: (name) => `${name}: ${name}`,
    text: (lines) => (lines.length === 0 ? '{}\n' : lines.map((line) => `${line}\n`).join('')),
  },
];

/** Applies edits to lines; what is new has the author's name in it. */
export function applyEdits(
  lines: readonly string[],
  list: readonly Edit[],
  author: string,
  grammar: Grammar,
): string[] {
  const result = [...lines];
  for (const [index, edit] of list.entries()) {
    const at = result.length === 0 ? 0 : edit.at % result.length;
    const name = `${author}${index}`;
    if (edit.kind === 'insert') result.splice(at, 0, grammar.line(name));
    else if (result.length === 0) continue;
    else if (edit.kind === 'change') result[at] = grammar.line(name);
    else if (edit.kind === 'delete') result.splice(at, 1);
    else if (edit.kind === 'indent' && grammar.file !== 'settings.yaml') result[at] = ` ${result[at]!}`;
    else if (edit.kind === 'move') result.splice(edit.to % result.length, 0, ...result.splice(at, 1));
  }
  return result;
}
