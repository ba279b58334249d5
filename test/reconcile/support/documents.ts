import fc from 'fast-check';

/** A value of a document, as its writer lays it out. */
export type Value =
  | { readonly kind: 'scalar'; readonly text: string }
  | {
      readonly kind: 'map' | 'list';
      readonly style: 'lines' | 'inline';
      readonly entries: readonly Entry[];
    };

export interface Entry {
  readonly key: string;
  readonly value: Value;
  readonly blank: boolean;
  /** Comments above it, and the one beside it, without their signs. */
  readonly above: readonly string[];
  readonly beside: string | null;
}

/** How a writer lays a whole text out. */
export interface Layout {
  readonly indent: string;
  /** Commas behind last entries, in JSON. */
  readonly trailing: boolean;
  /** Lists start at the column of their key, in YAML. */
  readonly flat: boolean;
}

export interface Root {
  readonly head: string | null;
  readonly value: Value;
  readonly layout: Layout;
}

/** Texts that look like comments, markers of lists, and escapes. */
const texts = fc.constantFrom(
  '"https://a.example//b"',
  '"/* no */"',
  '"# no"',
  '"a \\" // b"',
  '"x"',
  '12',
  'true',
  'null',
  '"- a: 1"',
);
const comments = fc.constantFrom(
  'of it',
  'see https://a.example',
  'was: { "a": 1 },',
  '- old: 1',
  'a # b // c',
  '"',
);
const shown = fc.option(comments, { freq: 2 });

const scalar = fc.record({ kind: fc.constant('scalar' as const), text: texts });

const { value } = fc.letrec<{ value: Value; entry: Entry }>((tie) => ({
  entry: fc.record({
    key: fc.constant(''),
    value: tie('value'),
    blank: fc.boolean(),
    above: fc.array(comments, { maxLength: 2 }),
    beside: shown,
  }),
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'document' },
    { weight: 2, arbitrary: scalar },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constantFrom('map' as const, 'list' as const),
        style: fc.constantFrom('lines' as const, 'lines' as const, 'inline' as const),
        entries: fc.array(tie('entry'), { minLength: 1, maxLength: 4 }),
      }),
    },
  ),
}));

/** Every key, every comment, and every item of a list of a document is the only one of its kind, so that its fate can be told. */
function numbered(value: Value, next: () => number, inline = false, unique = false): Value {
  if (value.kind === 'scalar')
    return unique ? { ...value, text: JSON.stringify(`${value.text} (${next()})`) } : value;
  const isInline = inline || value.style === 'inline';
  const entries = value.entries.map((entry) => ({
    ...entry,
    key: `k${next()}`,
    value: numbered(entry.value, next, isInline, value.kind === 'list'),
    blank: entry.blank && !isInline,
    above: isInline ? [] : entry.above.map((text) => `${text} (${next()})`),
    beside: entry.beside === null || isInline ? null : `${entry.beside} (${next()})`,
  }));
  return { ...value, style: isInline ? 'inline' : 'lines', entries };
}

const roots = fc.record({
  kind: fc.constant('map' as const),
  style: fc.constant('lines' as const),
  entries: fc.array(
    fc.record({
      key: fc.constant(''),
      value,
      blank: fc.boolean(),
      above: fc.array(comments, { maxLength: 2 }),
      beside: shown,
    }),
    { minLength: 3, maxLength: 5 },
  ),
});

const layouts: fc.Arbitrary<Layout> = fc.record({
  indent: fc.constantFrom('  ', '    ', '\t'),
  trailing: fc.boolean(),
  flat: fc.boolean(),
});

/** Documents with comments in any place, in any layout. */
export const documents: fc.Arbitrary<Root> = fc
  .record({ head: shown, value: roots, layout: layouts })
  .map(({ head, value, layout }) => {
    let count = 0;
    return { head, layout, value: numbered(value, () => (count += 1)) };
  });

type Path = readonly number[];

/** Paths of all entries of a document. */
export function pathsOf(value: Value, path: Path = []): Path[] {
  if (value.kind === 'scalar') return [];
  return value.entries.flatMap((entry, index) => [
    [...path, index],
    ...pathsOf(entry.value, [...path, index]),
  ]);
}

export type Change = 'value' | 'remove' | 'above' | 'beside' | 'insert';

function changed(entry: Entry, change: Change, name: string): Entry[] {
  switch (change) {
    case 'value':
      return [{ ...entry, value: { kind: 'scalar', text: `"${name} // new"` } }];
    case 'remove':
      return [];
    case 'above':
      return [{ ...entry, above: [...entry.above, `${name} above`] }];
    case 'beside':
      return [{ ...entry, beside: `${name} beside` }];
    case 'insert':
      return [
        entry,
        {
          key: name,
          value: { kind: 'scalar', text: `"${name}"` },
          blank: false,
          above: [`above ${name}`],
          beside: `beside ${name}`,
        },
      ];
  }
}

/** A document with one change at a path. */
export function withChange(value: Value, [at, ...rest]: Path, change: Change, name: string): Value {
  if (value.kind === 'scalar') return value;
  const isInline = value.style === 'inline';
  const entries = value.entries.flatMap((entry, index): Entry[] => {
    if (index !== at) return [entry];
    if (rest.length > 0) return [{ ...entry, value: withChange(entry.value, rest, change, name) }];
    const result = changed(entry, change, name);
    return isInline ? result.map((each) => ({ ...each, above: [], beside: null })) : result;
  });
  return { ...value, entries };
}
