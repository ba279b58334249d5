import type { FieldType } from 'onex-runtime/contract';
import { stringLiteral, propertyKey } from '../../text/index.ts';
import { textSource, textType } from './text-source.ts';

/** Returns a mapping whose keys are text in JSON: its zod expression and its type. */
export function recordSource(key: FieldType, value: string): string {
  const names = namesOf(key);
  if (names !== null) return `z.partialRecord(z.enum([${names.map(stringLiteral).join(', ')}]), ${value})`;
  return `z.record(${keySource(key)}, ${value})`;
}

export function recordType(key: FieldType, value: string): string {
  const names = namesOf(key);
  if (names !== null) {
    const members = names.map((name) => `${propertyKey(name)}: ${stringLiteral(name)}`);
    return `z.ZodRecord<z.ZodEnum<{ ${members.join('; ')} }> & z.core.$partial, ${value}>`;
  }
  const text = key.kind === 'string' ? textType(key.constraints) : 'z.ZodString';
  return `z.ZodRecord<${key.kind === 'uuid' ? 'z.ZodGUID' : text}, ${value}>`;
}

/** Returns the keys of a literal type; null for any other type. */
function namesOf(key: FieldType): readonly string[] | null {
  return key.kind === 'literal' && key.values.length > 0 ? [...new Set(key.values.map(String))] : null;
}

function keySource(key: FieldType): string {
  switch (key.kind) {
    case 'integer':
      return String.raw`z.string().regex(/^[-+]?\d+$/)`;
    case 'uuid':
      return 'z.guid()';
    case 'string':
      return textSource(key.constraints);
    default:
      return 'z.string()';
  }
}
