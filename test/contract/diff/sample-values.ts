import fc from 'fast-check';
import type { Constraints, Field, FieldType } from 'onex-runtime/contract';

export type Models = Readonly<Record<string, readonly Field[]>>;

const texts = ['', 'a', 'b', 'ab', 'abc', 'new', '1', 'A', 'abcdefghij', 'a'.repeat(36), 'a'.repeat(41)];
const FORMATTED = [
  'a@example.com',
  'ftp://example.com/x',
  'https://example.com/',
  'example.com',
  '192.0.2.1',
  '2001:db8::1',
  '12:30:00',
  '12:30:00Z',
  'P1DT2H',
];
const numbers = [-3, -2, -1, 0, 0.25, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 9, 10, 12, 36];
const uuid = '6f6e6578-6e6f-5465-8000-000000000001';
const anything = fc.constantFrom<unknown>(
  '',
  'a',
  0,
  1,
  2.5,
  true,
  null,
  [],
  ['a'],
  {},
  { x: 1 },
  { y: 'a', z: null },
);

const onBounds = (constraints: Constraints = {}): number[] =>
  Object.values(constraints).flatMap((bound) =>
    typeof bound === 'number' ? [bound - 1, bound, bound + 1, bound + 0.5] : [],
  );

/** Values of a type, and values that are almost of it: a schema sorts them. Objects have declared fields only. */
export function valuesOf(type: FieldType, models: Models, depth = 0): fc.Arbitrary<unknown> {
  const inner = (item: FieldType): fc.Arbitrary<unknown> => valuesOf(item, models, depth + 1);
  switch (type.kind) {
    case 'string':
      return fc.constantFrom(
        ...texts,
        ...FORMATTED,
        ...onBounds(type.constraints).map((length) =>
          'a'.repeat(Math.min(Math.max(0, Math.trunc(length)), 50)),
        ),
      );
    case 'integer':
    case 'number':
      return fc.constantFrom(...numbers, ...onBounds(type.constraints));
    case 'boolean':
      return fc.boolean();
    case 'uuid':
      return fc.constant(uuid);
    case 'datetime':
      return fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T00:00', '2026-01-01T00:00:00.5+02:00');
    case 'date':
      return fc.constant('2026-01-01');
    case 'decimal':
      return fc.constantFrom<unknown>('1.00', '-2', '.5', '1e3', '2.01', '0', 1, 2, 0.25, 1e21, '12.345');
    case 'bytes':
      return fc.constantFrom('', 'YQ==', 'b25leA==');
    case 'object':
      return fc.dictionary(fc.constantFrom('x', 'y', 'q'), anything, { noNullPrototype: true });
    case 'null':
      return fc.constant(null);
    case 'literal':
      return fc.constantFrom<unknown>(...type.values);
    case 'array':
    case 'set': {
      const { minItems = 0, maxItems = minItems + 2 } = type.constraints ?? {};
      const most = Math.min(Math.max(minItems, maxItems), minItems + 2);
      return depth > 5
        ? fc.constant([])
        : fc.array(inner(type.item), { minLength: minItems, maxLength: most });
    }
    case 'tuple':
      return fc.tuple(...type.items.map(inner));
    case 'record': {
      const keys =
        type.key.kind === 'literal' ? type.key.values.map(String) : ['x', 'y', '1', 'a', 'abc', uuid];
      return depth > 5
        ? fc.constant({})
        : fc.dictionary(fc.constantFrom(...keys), inner(type.value), { maxKeys: 3, noNullPrototype: true });
    }
    case 'union':
      return fc.oneof(...type.members.map(inner));
    case 'model':
      return objectOf(type.fields, models, depth);
    case 'named':
      return Object.hasOwn(models, type.name)
        ? objectOf(models[type.name]!, models, depth)
        : fc.dictionary(fc.constantFrom('x', 'y', 'q'), anything, { noNullPrototype: true });
    default:
      return anything;
  }
}

function objectOf(fields: readonly Field[], models: Models, depth: number): fc.Arbitrary<unknown> {
  const here = fields.filter(({ required }) => required || depth < 5);
  if (depth > 8) return fc.constant({});
  return fc.record(
    Object.fromEntries(here.map(({ name, type }) => [name, valuesOf(type, models, depth + 1)])),
    {
      requiredKeys: here.filter(({ required }) => required).map(({ name }) => name),
      noNullPrototype: true,
    },
  );
}
