import { expect } from 'chai';
import fc from 'fast-check';
import { parse } from 'yaml';
import {
  insertItem,
  insertPair,
  removeAt,
  renameKey,
  replaceScalar,
  UneditableError,
} from '../../../lib/contract/edit/yaml/index.ts';

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

const ADDED: Readonly<Record<string, [before: string, item: unknown, after: string]>> = {
  'after the last item, before the comment of the next key': [
    lines('list:', '  - a # first', '  # of b', '  - b', '    # below b', '', '# of next', 'next: 1'),
    'c',
    lines(
      'list:',
      '  - a # first',
      '  # of b',
      '  - b',
      '    # below b',
      '  - c',
      '',
      '# of next',
      'next: 1',
    ),
  ],
  'with the blank line that sets the others off': [
    lines('list:', '  - name: a', '', '  - name: b', 'next: 1'),
    { name: 'c' },
    lines('list:', '  - name: a', '', '  - name: b', '', '  - name: c', 'next: 1'),
  ],
  'in the column of the other dashes': [
    lines('list:', '- a', '- b'),
    { name: 'c', fields: ['x'] },
    lines('list:', '- a', '- b', '- name: c', '  fields:', '  - x'),
  ],
  'with the other items’ distance from the dash': [
    lines('list:', '  -   name: a', '      of: 1'),
    { name: 'b', of: 2 },
    lines('list:', '  -   name: a', '      of: 1', '  -   name: b', '      of: 2'),
  ],
  'on one line, like the others': [
    lines('list:', '  - { name: a }', '  - { name: b }'),
    { name: 'c' },
    lines('list:', '  - { name: a }', '  - { name: b }', '  - { name: c }'),
  ],
  'into brackets': [lines('list: [a, b] # c'), 'c', lines('list: [a, b, c] # c')],
  'into brackets over several lines, with a comma at the end': [
    lines('list: [', '  a, # one', '  b,', ']'),
    'c',
    lines('list: [', '  a, # one', '  b,', '  c,', ']'),
  ],
  'into an empty list': [lines('list: [] # none', 'next: 1'), 'a', lines('list: # none', '  - a', 'next: 1')],
  'to a key without a value': [lines('list:', 'next: 1'), 'a', lines('list:', '  - a', 'next: 1')],
  'below a key that is not there': [lines('next: 1'), 'a', lines('next: 1', '', 'list:', '  - a')],
  'after a text in a block': [
    lines('list:', '  - |', '    a', '    # no comment', 'next: 1'),
    'b',
    lines('list:', '  - |', '    a', '    # no comment', '  - b', 'next: 1'),
  ],
  'at the end of a file without a last line end': ['list:\n  - a', 'b', 'list:\n  - a\n  - b'],
  'with the line ends of the file': ['list:\r\n  - a\r\n', 'b', 'list:\r\n  - a\r\n  - b\r\n'],
};

describe('An edit of YAML', () => {
  for (const [where, [before, item, after]] of Object.entries(ADDED)) {
    it(`adds an item ${where}`, () => {
      expect(insertItem(before, ['list'], item)).to.equal(after);
    });
  }

  it('removes an item with the comments directly above it and those within it', () => {
    const text = lines('list:', '  # all', '  - a', '  # of b', '  - b', '    # in b', '  # of c', '  - c');
    expect(removeAt(text, ['list', 1])).to.equal(lines('list:', '  # all', '  - a', '  # of c', '  - c'));
    expect(removeAt(text, ['list', 0])).to.equal(
      lines('list:', '  # all', '  # of b', '  - b', '    # in b', '  # of c', '  - c'),
    );
  });

  it('leaves an empty list where it removes the last item', () => {
    expect(removeAt(lines('list: # l', '  # i', '  - a', 'next: 1'), ['list', 0])).to.equal(
      lines('list: [] # l', '  # i', 'next: 1'),
    );
  });

  it('adds a pair before another key and in the middle of nested mappings', () => {
    const text = lines('a:', '  b:', '    c: 1', '    # of d', '    d: 2', 'e: 3');
    expect(insertPair(text, ['a', 'b'], 'x', { z: 1 }, { before: 'd' })).to.equal(
      lines('a:', '  b:', '    c: 1', '    x:', '      z: 1', '    # of d', '    d: 2', 'e: 3'),
    );
    expect(insertPair(text, ['a'], 'f', 4)).to.equal(
      lines('a:', '  b:', '    c: 1', '    # of d', '    d: 2', '  f: 4', 'e: 3'),
    );
  });

  it('replaces a scalar and a key in the quotes that they have', () => {
    const text = lines(`'a': "x" # keep`, 'b: y');
    expect(replaceScalar(text, ['a'], 'say "z"')).to.equal(lines(`'a': "say \\"z\\"" # keep`, 'b: y'));
    expect(replaceScalar(text, ['b'], 'no')).to.equal(lines(`'a': "x" # keep`, `b: 'no'`));
    expect(renameKey(text, ['a'], "it's")).to.equal(lines(`'it''s': "x" # keep`, 'b: y'));
  });

  it('refuses what it could change only along with something else', () => {
    expect(() => insertItem(lines('a: &x [1]', 'b: *x'), ['b'], '2')).to.throw(UneditableError, 'alias');
    expect(() => insertItem(lines('a: text'), ['a'], '2')).to.throw(UneditableError, 'is no list');
    expect(() => insertItem('a: [', ['a'], '2')).to.throw(UneditableError);
    expect(() => removeAt(lines('a: [1]'), ['a', 3])).to.throw(UneditableError, 'a.3');
  });
});

/** A document whose lists and mappings are laid out in any way. */
interface Style {
  readonly step: number;
  readonly dashIn: boolean;
  readonly blank: boolean;
  readonly comments: boolean;
}

type Data = string | readonly Data[] | { readonly [key: string]: Data };

const scalar = fc.constantFrom(
  'a',
  'b c',
  '"q: # no"',
  "'it''s'",
  '1.0',
  'true',
  'dict[str, Any]',
  'x#y',
  '"[,]"',
);
const { tree } = fc.letrec<{ tree: Data }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('tree'), {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
}));

/** Writes data as YAML by hand, with comments and blank lines where the style has them. */
function write(data: Data, style: Style, column: number, count = { of: 0 }): string[] {
  const pad = ' '.repeat(column);
  const note = (): string[] => (style.comments && count.of++ % 2 === 0 ? [`${pad}# note ${count.of}`] : []);
  const end = (): string => (style.comments && count.of++ % 3 === 0 ? ` # end ${count.of}` : '');
  if (typeof data === 'string') return [`${data}${end()}`];
  const isList = Array.isArray(data);
  return Object.entries(data).flatMap(([key, value]: [string, Data], index) => {
    const inner = column + (!isList && Array.isArray(value) && !style.dashIn ? 0 : isList ? 2 : style.step);
    const below = write(value, style, inner, count);
    const sign = isList ? '-' : `${key}:`;
    const [first = '', ...rest] = below;
    const onLine = typeof value === 'string' || (isList && !first.trimStart().startsWith('#'));
    const blank = style.blank && index > 0 ? [''] : [];
    const own = onLine
      ? [`${pad}${sign} ${first.trimStart()}`, ...rest]
      : [`${pad}${sign}${end()}`, ...below];
    return [...blank, ...note(), ...own];
  });
}

const style = fc.record({
  step: fc.constantFrom(2, 4),
  dashIn: fc.boolean(),
  blank: fc.boolean(),
  comments: fc.boolean(),
});

/** Paths of all lists, or of all mappings. */
function paths(data: unknown, wantsList: boolean, at: (string | number)[] = []): (string | number)[][] {
  if (typeof data !== 'object' || data === null) return [];
  const inner = Object.entries(data).flatMap(([key, value]) =>
    paths(value, wantsList, [...at, Array.isArray(data) ? Number(key) : key]),
  );
  return Array.isArray(data) === wantsList ? [at, ...inner] : inner;
}

/** Runs an edit; null where it refuses the text, which is a right answer but changes nothing. */
function attempt(edit: () => string): string | null {
  try {
    return edit();
  } catch (error) {
    if (error instanceof UneditableError) return null;
    throw error;
  }
}

describe('An edit of any YAML', () => {
  const documents = fc.record({
    data: fc.dictionary(fc.constantFrom('k', 'l', 'm'), tree, { minKeys: 1, noNullPrototype: true }),
    style,
    crlf: fc.boolean(),
    closed: fc.boolean(),
    pick: fc.nat(),
    value: fc.constantFrom<unknown>('new', { name: 'new', of: ['x', 'y'] }, ['new']),
  });

  function textOf({
    data,
    style: own,
    crlf,
    closed,
  }: {
    data: Data;
    style: Style;
    crlf: boolean;
    closed: boolean;
  }): string {
    const body = write(data, own, 0).join('\n') + (closed ? '\n' : '');
    return crlf ? body.replaceAll('\n', '\r\n') : body;
  }

  for (const wantsList of [true, false]) {
    it(`gives the same bytes back when it removes what it added to a ${wantsList ? 'list' : 'mapping'}`, () => {
      let made = 0;
      let refused = 0;
      fc.assert(
        fc.property(documents, (one) => {
          const text = textOf(one);
          const found = paths(parse(text), wantsList).filter((path) => path.length > 0);
          if (found.length === 0) return;
          const path = found[one.pick % found.length]!;
          const length = Object.keys(
            path.reduce<object>((at, key) => at[key as never], parse(text) as object),
          ).length;
          const after = attempt(() =>
            wantsList ? insertItem(text, path, one.value) : insertPair(text, path, 'new', one.value),
          );
          if (after === null) return void (refused += 1);
          made += 1;
          // Every line that was there is there, in its order.
          const rest = after.split(/\r?\n/);
          for (const line of text.split(/\r?\n/)) {
            const at = rest.indexOf(line);
            expect(at, `${line} in\n${after}`).to.be.at.least(0);
            rest.splice(0, at + 1);
          }
          expect(removeAt(after, [...path, wantsList ? length : 'new'])).to.equal(text);
        }),
        { numRuns: 300 },
      );
      expect(made).to.be.above(refused * 10);
    });
  }

  it('keeps every other line when it removes an entry', () => {
    fc.assert(
      fc.property(documents, (one) => {
        const text = textOf(one);
        const found = [...paths(parse(text), true), ...paths(parse(text), false)].filter(
          (path) => path.length > 0,
        );
        if (found.length === 0) return;
        const path = found[one.pick % found.length]!;
        const holder = path.reduce<object>((at, key) => at[key as never], parse(text) as object);
        const key = Object.keys(holder)[one.pick % Object.keys(holder).length]!;
        const after = attempt(() => removeAt(text, [...path, Array.isArray(holder) ? Number(key) : key]));
        if (after === null) return;
        const before = text.split(/\r?\n/);
        const others = after.split(/\r?\n/).filter((line) => {
          const index = before.indexOf(line);
          if (index !== -1) before.splice(index, 1);
          return index === -1;
        });
        // The line of a key that has lost its last entry, or of a dash that has lost its first key.
        expect(others, after).to.have.length.at.most(1);
      }),
      { numRuns: 300 },
    );
  });
});
