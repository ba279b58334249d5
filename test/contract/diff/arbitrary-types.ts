import fc from 'fast-check';
import type { Constraints, Field, FieldType } from 'onex-runtime/contract';

/** One object of two, where a spread would do as well but is slow in a `map`. */
const joined = <A extends object, B extends object>(one: A, other: B): A & B => Object.assign(one, other);

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });

const bound = fc.constantFrom(-2, -1, 0, 1, 2, 3, 5, 10, 0.5);
const count = fc.constantFrom(0, 1, 2, 3, 10, 36, 40);

/** Drops what is undefined, so that a type says only what it has. */
function constraints(
  parts: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<{ constraints?: Constraints }> {
  return fc
    .record(Object.fromEntries(Object.entries(parts).map(([name, of]) => [name, maybe(of)])))
    .map((found) => {
      const kept = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
      return Object.keys(kept).length === 0 ? {} : { constraints: kept as Constraints };
    });
}

const numeric = constraints({
  minimum: bound,
  maximum: bound,
  exclusiveMinimum: bound,
  exclusiveMaximum: bound,
  multipleOf: fc.constantFrom(1, 2, 3, 4, 0.5),
});
const textual = constraints({
  minLength: count,
  maxLength: count,
  pattern: fc.constantFrom('^[a-z]+$', '^[a-z]*$', '^a'),
});
const exact = constraints({
  minimum: bound,
  exclusiveMaximum: bound,
  multipleOf: fc.constantFrom(0.01, 0.1, 1, 2),
  maxDigits: fc.constantFrom(1, 2, 3),
  decimalPlaces: fc.constantFrom(0, 1, 2),
});
const formats = fc.constantFrom(
  ...(['email', 'uri', 'http-url', 'hostname', 'ip', 'ipv4', 'ipv6', 'time', 'duration'] as const),
);
const counted = constraints({ minItems: count, maxItems: count });
const literalValue = fc.constantFrom<string | number | boolean | null>(
  'a',
  'b',
  '',
  'abc',
  '1',
  0,
  1,
  2,
  2.5,
  true,
  false,
  null,
);

export const MODELS = ['A', 'B', 'C', 'Open'] as const;
export const FIELD_NAMES = ['x', 'y', 'z'] as const;

const scalar: fc.Arbitrary<FieldType> = fc.oneof(
  fc
    .tuple(fc.constantFrom('integer' as const, 'number' as const), numeric)
    .map(([kind, more]) => joined({ kind }, more)),
  textual.map((more) => joined({ kind: 'string' as const }, more)),
  exact.map((more) => joined({ kind: 'decimal' as const }, more)),
  formats.map((format) => ({ kind: 'string' as const, constraints: { format } })),
  fc.constantFrom<FieldType>(
    { kind: 'boolean' },
    { kind: 'uuid' },
    { kind: 'datetime' },
    { kind: 'datetime', constraints: { zone: true } },
    { kind: 'date' },
    { kind: 'decimal' },
    { kind: 'bytes' },
    { kind: 'any' },
    { kind: 'object' },
    { kind: 'null' },
  ),
  fc
    .array(literalValue, { minLength: 1, maxLength: 4 })
    .map((values) => ({ kind: 'literal' as const, values })),
  fc.constantFrom(...MODELS).map((name) => ({ kind: 'named' as const, name })),
);

const key: fc.Arbitrary<FieldType> = fc.oneof(
  fc.constantFrom<FieldType>({ kind: 'string' }, { kind: 'integer' }, { kind: 'uuid' }, { kind: 'any' }),
  textual.map((more) => joined({ kind: 'string' as const }, more)),
  fc.subarray([...FIELD_NAMES], { minLength: 1 }).map((values) => ({ kind: 'literal' as const, values })),
);

/** Fields without defaults; `withDefaults` gives them some. */
function fieldsOf(type: fc.Arbitrary<FieldType>): fc.Arbitrary<Field[]> {
  const field = fc.record({ name: fc.constantFrom(...FIELD_NAMES), type, required: fc.boolean() });
  return fc
    .uniqueArray(field, { selector: ({ name }) => name, maxLength: 3 })
    .map((fields) => fields.map((one) => ({ ...one, description: null })));
}

const { type } = fc.letrec<{ type: FieldType }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 4, arbitrary: scalar },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('array' as const, 'set' as const), tie('type'), counted)
        .map(([kind, item, more]) => joined({ kind, item }, more)),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(tie('type'), { minLength: 1, maxLength: 3 })
        .map((items) => ({ kind: 'tuple' as const, items })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(key, tie('type'))
        .map(([of, value]) => ({ kind: 'record' as const, key: of, value })),
    },
    {
      weight: 2,
      arbitrary: fc
        .array(tie('type'), { minLength: 1, maxLength: 3 })
        .map((members) => ({ kind: 'union' as const, members })),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fieldsOf(tie('type')), fc.boolean())
        .map(([fields, strict]) =>
          joined({ kind: 'model' as const, fields }, strict ? { strict: true as const } : {}),
        ),
    },
  ),
}));

/** A type of any kind. */
export const anyType: fc.Arbitrary<FieldType> = type;

/** Definitions of the models that types name, but `Open`. They may be recursive. */
export const anyModels: fc.Arbitrary<Record<string, readonly Field[]>> = fc.record({
  A: fieldsOf(type),
  B: fieldsOf(type),
  C: fieldsOf(type),
});
