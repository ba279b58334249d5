import { expect } from 'chai';
import fc from 'fast-check';
import {
  sampleOf,
  samplePayload,
  variantsOf,
  type Constraints,
  type FieldType,
  type TextFormat,
} from 'onex-runtime/contract';
import { decimalBounds } from 'onex-runtime';
import { z } from 'zod';
import { zodType } from '../../../lib/render/view/source/zod-source.ts';

const MODELS = { nameModel: () => 'z.looseObject({})', isLater: () => false };

/** The schema that generated code has for a type. */
export function schemaOf(type: FieldType): z.ZodType {
  // The source is the generator's own, made from values that a test makes.
  // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval
  return new Function('z', 'decimalBounds', `return ${zodType(type, MODELS, 0)};`)(
    z,
    decimalBounds,
  ) as z.ZodType;
}

/** The entries that have a value. */
const given = (constraints: { readonly [name: string]: number | undefined }): Constraints =>
  Object.fromEntries(Object.entries(constraints).filter(([, value]) => value !== undefined));

const constrained = (type: object, constraints: Constraints): FieldType =>
  ({ ...type, ...(Object.keys(constraints).length > 0 && { constraints }) }) as FieldType;

const bound = fc.oneof(
  fc.integer({ min: -50, max: 50 }),
  fc.integer({ min: -5000, max: 5000 }).map((value) => value / 100),
);
const step = fc.constantFrom(0.01, 0.05, 0.25, 0.5, 1, 2, 3, 7, 10);

/** Bounds that leave room for a multiple. */
const bounds = fc
  .record({
    low: bound,
    span: fc.integer({ min: 20, max: 90 }),
    which: fc.integer({ min: 0, max: 15 }),
    step,
  })
  .map(({ low, span, which, step: multipleOf }) =>
    given({
      minimum: (which & 3) === 3 ? low : undefined,
      exclusiveMinimum: (which & 3) === 1 ? low : undefined,
      maximum: (which & 4) > 0 ? low + span : undefined,
      multipleOf: (which & 8) > 0 ? multipleOf : undefined,
    }),
  );

const lengths = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 3 }))
  .map(([least, more, which]) =>
    given({
      minLength: (which & 1) > 0 ? least : undefined,
      maxLength: (which & 2) > 0 ? least + more : undefined,
    }),
  );

const atom = fc.constantFrom(
  '[A-Z]',
  String.raw`\d`,
  '[a-f0-9]',
  'x',
  String.raw`\w`,
  '-',
  String.raw`\.`,
  '[^abc]',
  '.',
  '(?:ab|c)',
  '(?:x|yz)',
);
const quantifier = fc.constantFrom('', '', '+', '*', '?', '{3}', '{2,5}', '{0,4}');
const pattern = fc
  .tuple(fc.array(fc.tuple(atom, quantifier), { minLength: 1, maxLength: 6 }), fc.boolean(), fc.boolean())
  .map(
    ([parts, start, end]) =>
      `${start ? '^' : ''}${parts.map((part) => part.join('')).join('')}${end ? '$' : ''}`,
  );

const FORMATS: readonly TextFormat[] = [
  'email',
  'uri',
  'http-url',
  'hostname',
  'ip',
  'ipv4',
  'ipv6',
  'time',
  'duration',
];

const scalar: fc.Arbitrary<FieldType> = fc.oneof(
  lengths.map((constraints) => constrained({ kind: 'string' }, constraints)),
  pattern.map((text) => constrained({ kind: 'string' }, { pattern: text })),
  fc.constantFrom(...FORMATS).map((format) => constrained({ kind: 'string' }, { format })),
  bounds.map((constraints) => constrained({ kind: 'integer' }, constraints)),
  bounds.map((constraints) => constrained({ kind: 'number' }, constraints)),
  bounds.map((constraints) => constrained({ kind: 'decimal' }, constraints)),
  fc.constantFrom<FieldType>(
    { kind: 'boolean' },
    { kind: 'uuid' },
    { kind: 'datetime', constraints: { zone: true } },
    { kind: 'datetime' },
    { kind: 'date' },
    { kind: 'bytes' },
    { kind: 'any' },
    { kind: 'object' },
    { kind: 'null' },
    { kind: 'named', name: 'ModelElsewhere' },
  ),
  fc
    .array(fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)), {
      minLength: 1,
      maxLength: 4,
    })
    .map((values): FieldType => ({ kind: 'literal', values })),
);

const { type } = fc.letrec<{ type: FieldType }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc
      .tuple(
        fc.constantFrom('array', 'set'),
        tie('type'),
        fc.integer({ min: 0, max: 2 }),
        fc.integer({ min: 0, max: 3 }),
      )
      .map(([kind, item, minItems, more]) =>
        constrained({ kind, item }, { minItems, maxItems: minItems + more }),
      ),
    fc.array(tie('type'), { maxLength: 3 }).map((items): FieldType => ({ kind: 'tuple', items })),
    fc
      .array(tie('type'), { minLength: 1, maxLength: 3 })
      .map((members): FieldType => ({ kind: 'union', members })),
    tie('type').map((value): FieldType => ({ kind: 'record', key: { kind: 'string' }, value })),
    fc
      .uniqueArray(fc.tuple(fc.string({ minLength: 1 }), tie('type'), fc.boolean()), {
        maxLength: 4,
        selector: ([name]) => name,
      })
      .map((fields): FieldType => ({
        kind: 'model',
        strict: true,
        fields: fields
          .filter(([name]) => !(name in Object.prototype))
          .map(([name, of, required]) => ({ name, type: of, required, description: null })),
      })),
  ),
}));

/** Whether a set has to have more items than its type has values. */
function asksForTooMany(of: FieldType): boolean {
  return JSON.stringify(of).includes('"set"');
}

describe('samples of types', () => {
  it('are values that the generated model accepts, with every constraint kept', () => {
    fc.assert(
      fc.property(type, (of) => {
        const sample = sampleOf(of, {});
        if (!sample.found) {
          fc.pre(!asksForTooMany(of));
          expect.fail(`${sample.path.join('.')}: ${sample.reason}`);
        }
        const { success, error } = schemaOf(of).safeParse(sample.value);
        expect(success, `${JSON.stringify(sample.value)} ${String(error)}`).to.equal(true);
        expect(sampleOf(of, {})).to.deep.equal(sample);
      }),
      { numRuns: Number(process.env['ONEX_PROPERTY_RUNS'] ?? 1000) },
    );
  });

  it('vary in one field at a time, each as the generated model judges it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(type, fc.boolean()), { minLength: 1, maxLength: 4 }), (types) => {
        const fields = types.map(([of, required], index) => ({
          name: `field_${index}`,
          type: of,
          required,
          description: null,
        }));
        const schema = schemaOf({ kind: 'model', fields });
        for (const { what, payload, allowed, field } of variantsOf(fields, {})) {
          const judged = schema.safeParse(payload).success;
          expect(judged, `${field} ${what}: ${JSON.stringify(payload)}`).to.equal(allowed);
        }
        if (samplePayload(fields, {}).found && fields.some(({ required }) => required))
          expect(variantsOf(fields, {})).not.to.have.length(0);
      }),
      { numRuns: Number(process.env['ONEX_PROPERTY_RUNS'] ?? 500) },
    );
  });
});
