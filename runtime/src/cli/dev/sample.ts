import type { Contract, Field, FieldType } from '../../contract/index.ts';

/**
 * A payload that an operation's input accepts as far as the contract tells: its required fields, each with a value of
 * its type. For the command that is shown to begin with.
 */
export function samplePayload(contract: Contract, operation: string): Readonly<Record<string, unknown>> {
  const fields = contract.operations.find(({ name }) => name === operation)?.input ?? [];
  return sampleFields(fields);
}

function sampleFields(fields: readonly Field[]): Record<string, unknown> {
  const required = fields.filter((field) => field.required && field.default === undefined);
  return Object.fromEntries(required.map((field) => [field.name, sample(field.type)]));
}

function sample(type: FieldType): unknown {
  switch (type.kind) {
    case 'integer':
      return 1;
    case 'number':
      return 1.5;
    case 'decimal':
      return '1.50';
    case 'boolean':
      return true;
    case 'uuid':
      return '00000000-0000-4000-8000-000000000001';
    case 'datetime':
      return '2026-01-01T00:00:00Z';
    case 'date':
      return '2026-01-01';
    case 'bytes':
      return '';
    case 'null':
      return null;
    case 'literal':
      return type.values[0] ?? null;
    case 'array':
    case 'set':
      return [sample(type.item)];
    case 'tuple':
      return type.items.map((item) => sample(item));
    case 'union':
      return type.members.length === 0 ? null : sample(type.members[0]!);
    case 'model':
      return sampleFields(type.fields);
    case 'object':
    case 'record':
    case 'named':
      return {};
    default:
      return 'text';
  }
}
