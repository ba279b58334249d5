import type { FieldType } from '../../model.ts';

/** A union of types, flat and without repetition; one member alone is itself, `any` swallows the rest. */
export function union(members: readonly FieldType[]): FieldType {
  const seen = new Map<string, FieldType>();
  for (const member of members.flatMap((type) => (type.kind === 'union' ? type.members : [type]))) {
    seen.set(JSON.stringify(member), member);
  }
  const distinct = [...seen.values()];
  if (distinct.some(({ kind }) => kind === 'any')) return { kind: 'any' };
  const [only] = distinct;
  return distinct.length === 1 && only !== undefined ? only : { kind: 'union', members: distinct };
}

/** Whether null is a value of the type. */
export function admitsNull(type: FieldType): boolean {
  if (type.kind === 'any' || type.kind === 'null') return true;
  if (type.kind === 'literal') return type.values.includes(null);
  return type.kind === 'union' && type.members.some(admitsNull);
}
