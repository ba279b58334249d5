import { expect } from 'chai';
import fc from 'fast-check';
import { schemasOf, type Field, type FieldType } from 'onex-runtime/contract';
import { z } from 'zod';
import { covers, startComparison, type Side } from '../../../lib/contract/diff/covers/index.ts';
import { anyModels, anyType } from './arbitrary-types.ts';
import { anyEdit, edited } from './edited-type.ts';
import { renderedSchema } from './rendered-schema.ts';
import { valuesOf, type Models } from './sample-values.ts';

const SAMPLES = 40;

/** Gives the first optional field of a model a default out of the type's own values. */
function withDefault(type: FieldType, models: Models, seed: number): FieldType {
  if (type.kind !== 'model') return type;
  const schemaOf = schemasOf(z, models);
  const fields = type.fields.map((field): Field => {
    if (field.required) return field;
    const [value] = fc.sample(valuesOf(field.type, models), { numRuns: 1, seed });
    const parsed = schemaOf(field.type).safeParse(value);
    return parsed.success && parsed.data !== null ? { ...field, default: parsed.data } : field;
  });
  return { ...type, fields };
}

/** What goes over the wire of the messages that a schema lets through. Senders write declared fields and no others. */
function messages(type: FieldType, models: Models, side: Side, seed: number): unknown[] {
  const schema = renderedSchema(type, models, { strict: side === 'accepted' });
  return fc.sample(valuesOf(type, models), { numRuns: SAMPLES, seed }).flatMap((value) => {
    const parsed = schema.safeParse(value);
    if (!parsed.success) return [];
    return [JSON.parse(JSON.stringify(side === 'accepted' ? value : parsed.data)) as unknown];
  });
}

describe('whether one model accepts the messages of another', () => {
  for (const side of ['accepted', 'published'] as const) {
    it(`is never claimed of messages that zod rejects (messages ${side} by the other model)`, function () {
      this.timeout(120_000);
      let claimed = 0;
      let sent = 0;
      fc.assert(
        fc.property(
          anyType,
          anyModels,
          anyModels,
          fc.boolean(),
          fc.array(anyEdit, { maxLength: 3 }),
          fc.nat(),
          (plain, models, otherModels, isSame, edits, seed) => {
            const from = withDefault(plain, models, seed);
            const to = edited(from, edits);
            const toModels = isSame ? models : otherModels;
            if (!covers(from, to, startComparison(models, toModels, side))) return;
            claimed += 1;
            const receiver = renderedSchema(to, toModels);
            for (const message of messages(from, models, side, seed)) {
              sent += 1;
              const { success } = receiver.safeParse(message);
              expect(success, `${JSON.stringify(message)} of ${JSON.stringify({ from, to })}`).to.equal(true);
            }
          },
        ),
        { numRuns: 1500 },
      );
      expect(claimed).to.be.greaterThan(200);
      expect(sent).to.be.greaterThan(2000);
    });
  }

  it('is claimed of every type and itself', () => {
    fc.assert(
      fc.property(anyType, anyModels, (type, models) => {
        expect(covers(type, type, startComparison(models, models, 'published'))).to.equal(true);
        expect(covers(type, type, startComparison(models, models, 'accepted'))).to.equal(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is judged by schemas that agree with those that the generator writes', () => {
    fc.assert(
      fc.property(anyType, anyType, anyModels, fc.nat(), (type, other, models, seed) => {
        const rendered = renderedSchema(type, models);
        const built = schemasOf(z, models)(type);
        const values = [type, other].flatMap((of) => fc.sample(valuesOf(of, models), { numRuns: 10, seed }));
        for (const value of values) {
          const expected = rendered.safeParse(value);
          const found = built.safeParse(value);
          expect(found.success, JSON.stringify({ value, type })).to.equal(expected.success);
          if (expected.success) expect(found.data).to.deep.equal(expected.data);
        }
      }),
      { numRuns: 500 },
    );
  });
});
