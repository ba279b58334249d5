import { expect } from 'chai';
import fc from 'fast-check';
import { envelopeSchema } from '../../../../../src/event-bus/wire/envelope/envelope-schema.ts';
import { readUsualFields } from '../../../../../src/event-bus/wire/envelope/fast-path/index.ts';
import { createEnvelope } from '../../../../../src/event-bus/wire/index.ts';

type Json = Record<string, unknown>;

const copy = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/** Both readers treat a key that is undefined as one that is absent. */
function requireSame(envelope: Json): void {
  const fields = readUsualFields(envelope);
  if (fields === null) return;
  const { success, data } = envelopeSchema.safeParse(envelope);
  expect(success, JSON.stringify(envelope)).to.equal(true);
  expect(copy(fields)).to.deep.equal(copy(data));
}

const written = (): Json =>
  copy(
    createEnvelope(
      { entity_id: 'e' },
      { operation: 'place', traceId: 'cf362e20c3b84c13952811ea161e8c00', headers: { baggage: 'a=1' } },
    ),
  );

/** Paths of all fields, those of nested objects included. */
const PATHS = (() => {
  const pathsOf = (value: unknown, path: readonly string[]): (readonly string[])[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, inner]) => [
          [...path, name],
          ...pathsOf(inner, [...path, name]),
        ])
      : [];
  const added = [['tenant_id'], ['producer'], ['parent_envelope_id'], ['metadata', 'tags', '__proto__']];
  return [...pathsOf(written(), []), ...added];
})();

function replaced(envelope: Json, path: readonly string[], value: unknown): void {
  const place = path.slice(0, -1).reduce<unknown>((part, name) => (part as Json | null)?.[name], envelope);
  const name = path.at(-1) as string;
  if (typeof place !== 'object' || place === null) return;
  if (value === undefined) delete (place as Json)[name];
  // `__proto__` becomes a field of its own, as it does in JSON.
  else Object.defineProperty(place, name, { value, enumerable: true, writable: true, configurable: true });
}

const anything = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    '',
    'text',
    0,
    1,
    -1,
    10,
    11,
    0.5,
    1e300,
    true,
    [],
    {},
    { a: 1 },
    { a: 'b' },
  ),
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  fc.jsonValue(),
);

describe('envelopes of the usual form', () => {
  it('are read without the schema when this runtime wrote them', () => {
    const producer = createEnvelope(null, {
      producer: 'node',
      correlationId: written()['correlation_id'] as string,
    });
    expect(readUsualFields(written())).to.not.equal(null);
    requireSame(written());
    expect(readUsualFields(copy({ ...producer, parent_envelope_id: undefined }))).to.not.equal(null);
  });

  it('give what the schema gives, and are refused by neither or by both', () => {
    const changes = fc.array(fc.tuple(fc.constantFrom(...PATHS), anything), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(changes, (made) => {
        const envelope = written();
        // A later change may write into an earlier value, which other runs have too.
        for (const [path, value] of made) replaced(envelope, path, structuredClone(value));
        requireSame(envelope);
      }),
      { numRuns: 3000 },
    );
  });

  it('are left to the schema when a field has another type', () => {
    for (const path of PATHS) {
      const envelope = written();
      replaced(envelope, path, Number.NaN);
      if (envelopeSchema.safeParse(envelope).success) requireSame(envelope);
      else expect(readUsualFields(envelope), path.join('.')).to.equal(null);
    }
  });
});
