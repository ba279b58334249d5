import type { Algorithm } from '../model.ts';
import { at, entries, isMapping } from './place.ts';
import type { Place } from './place.ts';
import { number, word } from './scalars.ts';

/** `algorithm{algorithm_type, factors{name{weight, calculation_method}}}` of a compute; null when absent. */
export function readAlgorithm(root: Place): Algorithm | null {
  const place = at(root, 'algorithm');
  if (!isMapping(place.value)) return null;
  const factors = at(place, 'factors');
  return {
    type: word(at(place, 'algorithm_type')) ?? '',
    factors: isMapping(factors.value)
      ? entries(factors).map(([name, factor]) => ({
          name,
          weight: number(at(factor, 'weight')) ?? 0,
          method: word(at(factor, 'calculation_method')),
        }))
      : [],
  };
}
