import { expect } from 'chai';
import type { Field, FieldType } from 'onex-runtime/contract';
import { constraintSource, decimalBoundsSource } from '../../../lib/render/view/source/constraint-source.ts';
import { textSource, textType } from '../../../lib/render/view/source/text-source.ts';
import { zodObject, zodType } from '../../../lib/render/view/source/zod-source.ts';

const MODELS = { nameModel: (name: string) => `Model${name}`, isLater: (name: string) => name === 'Later' };
const typeSource = (type: FieldType): string => zodType(type, MODELS, 0);
const field = (rest: Partial<Field>): Field => ({
  name: 'x',
  type: { kind: 'string' },
  description: null,
  required: true,
  ...rest,
});

describe('the source of a model', () => {
  it('has the defaults 0, false, and empty text, and none for null', () => {
    for (const [byDefault, suffix] of [
      [0, '.default(0)'],
      [false, '.default(false)'],
      ['', ".default('')"],
      [[], '.default([])'],
      [null, '.optional()'],
      [undefined, '.optional()'],
    ] as const) {
      const source = zodObject([field({ required: false, default: byDefault })], MODELS);
      expect(source).to.equal(`z.object({\n  x: z.string()${suffix},\n})`);
    }
    expect(zodObject([field({ default: 'a' })], MODELS)).to.equal('z.object({\n  x: z.string(),\n})');
  });

  it('refuses other fields, passes them over, or takes them', () => {
    expect(zodObject([], MODELS)).to.equal('z.object({})');
    expect(zodObject([], MODELS, 0, [], true)).to.equal('z.strictObject({})');
    expect(zodObject(null, MODELS)).to.equal('z.looseObject({})');
    expect(zodObject(null, MODELS, 0, [], true)).to.equal('z.looseObject({})');
    expect(zodObject([], MODELS, 2, ['a: z.null()'])).to.equal('z.object({\n    a: z.null(),\n  })');
  });

  it('reads a model later that does not exist yet', () => {
    const source = zodObject([field({ type: { kind: 'named', name: 'Later' } })], MODELS);
    expect(source).to.match(
      /^z\.object\(\{\n {2}get x\(\): .*ModelLater.* \{\n {4}return ModelLater;\n {2}\},\n\}\)$/,
    );
  });

  it('has each type', () => {
    const text: FieldType = { kind: 'string' };
    const none: FieldType = { kind: 'null' };
    for (const [type, source] of [
      [{ kind: 'literal', values: ['a', 'b'] }, "z.enum(['a', 'b'])"],
      [{ kind: 'literal', values: ['a', 0] }, "z.literal(['a', 0])"],
      [{ kind: 'literal', values: [false, null] }, 'z.literal([false, null])'],
      [{ kind: 'union', members: [text, none] }, 'z.string().nullable()'],
      [{ kind: 'union', members: [none] }, 'z.null()'],
      [{ kind: 'union', members: [text] }, 'z.string()'],
      [{ kind: 'union', members: [text, { kind: 'integer' }] }, 'z.union([z.string(), z.int()])'],
      [
        { kind: 'union', members: [text, none, { kind: 'integer' }] },
        'z.union([z.string(), z.int()]).nullable()',
      ],
      [{ kind: 'tuple', items: [text, none] }, 'z.tuple([z.string(), z.null()])'],
      [
        { kind: 'array', item: text, constraints: { minItems: 0, maxItems: 2 } },
        'z.array(z.string()).min(0).max(2)',
      ],
      [{ kind: 'datetime' }, 'z.iso.datetime({ offset: true, local: true })'],
      [{ kind: 'datetime', constraints: { zone: true } }, 'z.iso.datetime({ offset: true })'],
      [{ kind: 'any' }, 'z.unknown()'],
    ] as readonly (readonly [FieldType, string])[]) {
      expect(typeSource(type), JSON.stringify(type)).to.equal(source);
    }
  });

  it('has every constraint, also where it is 0', () => {
    expect(
      constraintSource({ minimum: 0, exclusiveMinimum: -1, maximum: 0, exclusiveMaximum: 1, multipleOf: 2 }),
    ).to.equal('.min(0).gt(-1).max(0).lt(1).multipleOf(2)');
    expect(constraintSource({ minLength: 0, maxLength: 0, pattern: "^'" })).to.equal(
      `.min(0).max(0).regex(new RegExp("^'", 'u'))`,
    );
    expect(constraintSource()).to.equal('');
    expect(decimalBoundsSource({ minimum: 0 })).to.equal('.check(decimalBounds({ minimum: 0 }))');
    expect(decimalBoundsSource()).to.equal('');
  });

  it('gives a text of two forms the constraints of both', () => {
    expect(textSource({ format: 'ip', minLength: 0 })).to.equal(
      'z.union([z.ipv4().min(0), z.ipv6().min(0)])',
    );
    expect(textType({ format: 'ip' })).to.equal('z.ZodUnion<readonly [z.ZodIPv4, z.ZodIPv6]>');
    expect([textSource(), textType()]).to.deep.equal(['z.string()', 'z.ZodString']);
    expect(textSource({ format: 'email', maxLength: 9 })).to.equal('z.email().max(9)');
  });
});
