import type { Constraints, Field, FieldType } from '../field-type.ts';
import { brokenBy } from '../types/constraints.ts';
import { admitsNull } from '../types/names/index.ts';
import type { Definitions } from './models.ts';
import { samplePayload } from './payload.ts';

/** A payload that differs from the sample in one field. */
export interface PayloadVariant {
  readonly field: string;
  /** For people: `at its minimum`, `below its minimum`, `missing`, `of another type`. */
  readonly what: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Whether the contract allows it. */
  readonly allowed: boolean;
}

/**
 * The sample of some fields with one field changed at a time: without it, with a value of another type, and with values
 * at its bounds and beyond them. Empty where the fields have no sample.
 */
export function variantsOf(fields: readonly Field[], definitions: Definitions): readonly PayloadVariant[] {
  const base = samplePayload(fields, definitions);
  if (!base.found) return [];
  return fields.flatMap((field): PayloadVariant[] => {
    const { name, type, required } = field;
    const { [name]: _, ...others } = base.value;
    const variant = (what: string, value: unknown, allowed: boolean): PayloadVariant => ({
      field: name,
      what,
      payload: { ...others, [name]: value },
      allowed,
    });
    const missing: PayloadVariant[] = required
      ? [{ field: name, what: 'missing', payload: others, allowed: false }]
      : [];
    const other = otherType(type);
    const single = type.kind === 'union' ? null : type;
    return [
      ...missing,
      ...(other === undefined ? [] : [variant('of another type', other, false)]),
      ...(required && !admitsNull(type) && type.kind !== 'named' ? [variant('null', null, false)] : []),
      ...(single === null
        ? []
        : boundaries(single).map(({ what, value, allowed }) => variant(what, value, allowed))),
    ];
  });
}

/** A value that the type surely does not take; undefined where it may take anything of JSON. */
function otherType(type: FieldType): unknown {
  switch (type.kind) {
    case 'any':
    case 'union':
      return undefined;
    case 'boolean':
    case 'literal':
    case 'array':
    case 'set':
    case 'tuple':
      return { unexpected: true };
    case 'object':
    case 'record':
    case 'named':
    case 'model':
      return 'unexpected';
    default:
      return ['unexpected'];
  }
}

interface Boundary {
  readonly what: string;
  readonly value: unknown;
  readonly allowed: boolean;
}

function boundaries(type: FieldType): readonly Boundary[] {
  const { constraints = {} } = type as { readonly constraints?: Constraints };
  const judge = (what: string, value: unknown): Boundary => ({
    what,
    value,
    allowed: brokenBy(value, constraints).length === 0,
  });
  switch (type.kind) {
    case 'literal':
      return type.values.map((value) => ({
        what: `the value ${JSON.stringify(value)}`,
        value,
        allowed: true,
      }));
    case 'integer':
    case 'number':
      return numberBoundaries(constraints)
        .filter(([, value]) => type.kind === 'number' || Number.isSafeInteger(value))
        .map(([what, value]) => judge(what, value));
    case 'decimal':
      return numberBoundaries(constraints).map(([what, value]) => judge(what, String(value)));
    case 'string':
      return textBoundaries(constraints).map(([what, value]) => judge(what, value));
    default:
      return [];
  }
}

function numberBoundaries(constraints: Constraints): readonly (readonly [string, number])[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = constraints;
  const low = minimum ?? exclusiveMinimum;
  const high = maximum ?? exclusiveMaximum;
  return [
    ...(low === undefined
      ? []
      : ([
          ['at its minimum', low],
          ['below its minimum', low - 1],
        ] as const)),
    ...(high === undefined
      ? []
      : ([
          ['at its maximum', high],
          ['above its maximum', high + 1],
        ] as const)),
  ];
}

/** Longest text that is sent only to see where a length ends. */
const LONGEST = 10_000;

function textBoundaries({
  minLength,
  maxLength,
  pattern,
  format,
}: Constraints): readonly (readonly [string, string])[] {
  const short =
    minLength !== undefined && minLength > 0
      ? [['shorter than its minLength', 'x'.repeat(Math.min(LONGEST, minLength - 1))] as const]
      : [];
  const long =
    maxLength !== undefined && maxLength < LONGEST
      ? [['longer than its maxLength', 'x'.repeat(maxLength + 1)] as const]
      : [];
  const other =
    pattern !== undefined || format !== undefined ? [['a text of another form', '\u0001'] as const] : [];
  return [...short, ...long, ...other];
}
