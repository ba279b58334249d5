import { editDistance } from 'onex-cli-kit';
import { GENERICS, SIMPLE } from './names.ts';

const KNOWN = [...Object.keys(SIMPLE), ...Object.keys(GENERICS), 'Literal'];

/** Shorter words with a capital letter are near to too many good names of models: `Note` is no `None`. */
const LONG = 5;

/** The known type that a name is a typo for; null for what may well be a model. */
export function meantType(name: string): string | null {
  const isModelLike = /^[A-Z]/.test(name);
  const folded = KNOWN.find((known) => known.toLowerCase() === name.toLowerCase());
  if (folded !== undefined) return folded;
  const near = KNOWN.filter((known) => !isModelLike || (known.length >= LONG && /^[A-Z]/.test(known)));
  return near.find((known) => editDistance(name, known) === 1) ?? null;
}
