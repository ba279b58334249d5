import type { Algorithm } from '../../model.ts';
import {
  at,
  entries,
  expectMapping,
  forPeople,
  isMapping,
  type Place,
  number,
  word,
} from '../values/index.ts';

/** `algorithm{algorithm_type, factors{name{weight, calculation_method}}}` of a compute; null when absent. */
export function readAlgorithm(root: Place): Algorithm | null {
  const place = at(root, 'algorithm');
  if (!expectMapping(place)) return null;
  forPeople(place, 'version', 'description');
  const factors = at(place, 'factors');
  return {
    type: word(at(place, 'algorithm_type')) ?? '',
    factors: isMapping(factors.value) ? entries(factors).map(([name, factor]) => factorOf(name, factor)) : [],
  };
}

function factorOf(name: string, factor: Place): Algorithm['factors'][number] {
  forPeople(factor, 'version', 'description');
  return {
    name,
    weight: number(at(factor, 'weight')) ?? 0,
    method: word(at(factor, 'calculation_method')),
  };
}
