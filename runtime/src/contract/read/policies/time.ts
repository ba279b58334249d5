import { firstOf, type Place, milliseconds } from '../values/index.ts';

/**
 * A time in milliseconds, of the first of `<name>_ms`, `<name>_seconds`, and `<name>_s` that is there; null when absent.
 * @param bounds In milliseconds.
 */
export function timeAt(
  place: Place,
  names: readonly string[],
  bounds: { readonly min: number; readonly longest?: number },
): number | null {
  const found = firstOf(place, ...names.flatMap((name) => [`${name}_ms`, `${name}_seconds`, `${name}_s`]));
  const unit = String(found.path.at(-1)).endsWith('_ms') ? 1 : 1000;
  return milliseconds(found, { ...bounds, min: bounds.min / unit, unit });
}
