import type { Field } from '../../model.ts';
import { isObjectKey, isMapping, type Place } from '../values/index.ts';

const FIELD = /\$\{input\.([A-Za-z_]\w{0,99})\b/g;

/**
 * Fields that the templates of an operation take from its input (`"/users/${input.user_id}"`), of any type, in the order
 * in which they first come up; null where there are none. The templates themselves are Python's.
 */
export function templateFields({ value }: Place): readonly Field[] | null {
  const names = new Set<string>();
  // Aliases make one value stand in many places.
  const seen = new Set<unknown>();
  const visit = (part: unknown): void => {
    if (seen.has(part)) return;
    seen.add(part);
    if (typeof part === 'string') for (const [, name = ''] of part.matchAll(FIELD)) names.add(name);
    else if (Array.isArray(part)) part.forEach(visit);
    else if (isMapping(part)) Object.values(part).forEach(visit);
  };
  visit(value);
  for (const name of names) if (isObjectKey(name)) names.delete(name);
  if (names.size === 0) return null;
  return [...names].map((name) => ({ name, type: { kind: 'any' }, required: false, description: null }));
}
