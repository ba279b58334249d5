import type { Constraints, TextFormat } from 'onex-runtime/contract';
import { constraintSource } from './constraint-source.ts';

interface Source {
  /** Expressions of which a text must match one. */
  readonly schemas: readonly string[];
  /** Their types. */
  readonly types: readonly string[];
}

/** Python writes a time with or without its zone. */
const TIME = String.raw`z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/)`;

const FORMATS: Readonly<Record<TextFormat, Source>> = {
  email: { schemas: ['z.email()'], types: ['z.ZodEmail'] },
  uri: { schemas: ['z.url()'], types: ['z.ZodURL'] },
  'http-url': { schemas: ['z.url({ protocol: /^https?$/ })'], types: ['z.ZodURL'] },
  hostname: { schemas: ['z.hostname()'], types: ["z.ZodCustomStringFormat<'hostname'>"] },
  ip: { schemas: ['z.ipv4()', 'z.ipv6()'], types: ['z.ZodIPv4', 'z.ZodIPv6'] },
  ipv4: { schemas: ['z.ipv4()'], types: ['z.ZodIPv4'] },
  ipv6: { schemas: ['z.ipv6()'], types: ['z.ZodIPv6'] },
  time: { schemas: [TIME], types: ['z.ZodString'] },
  duration: { schemas: ['z.iso.duration()'], types: ['z.ZodISODuration'] },
};

const PLAIN: Source = { schemas: ['z.string()'], types: ['z.ZodString'] };

const sourceOf = ({ format }: Constraints): Source => (format === undefined ? PLAIN : FORMATS[format]);

/** Returns the zod expression of a text, with its format and constraints. */
export function textSource(constraints: Constraints = {}): string {
  const schemas = sourceOf(constraints).schemas.map((schema) => schema + constraintSource(constraints));
  return schemas.length === 1 ? (schemas[0] ?? '') : `z.union([${schemas.join(', ')}])`;
}

/** The type of that expression. */
export function textType(constraints: Constraints = {}): string {
  const { types } = sourceOf(constraints);
  return types.length === 1 ? (types[0] ?? '') : `z.ZodUnion<readonly [${types.join(', ')}]>`;
}
