import { at, expectMapping, firstPlace, forPeople, idle, warn, whole, type Place } from '../values/index.ts';

/**
 * Where a contract may give the policy of all operations, newest form first; null: nowhere. The last belongs to the one operation of
 * `effect`.
 */
export function policyPlace(root: Place, name: 'retry_policy' | 'circuit_breaker'): Place | null {
  const handling = at(root, 'error_handling');
  if (Array.isArray(handling.value)) {
    if (name === 'retry_policy') warn(whole(handling), 'is ignored: errors have the codes of the runtime');
  } else if (expectMapping(handling)) {
    forPeople(handling, 'version', 'description');
    idle(handling, 'errors have the codes of the runtime', 'error_types', 'error_codes');
    idle(handling, 'the runtime decides what an error event shows', 'error_sanitization');
  }
  const older = name === 'retry_policy' ? ['retry_policies', 'retry_policy'] : ['circuit_breaker'];
  return firstPlace(
    [handling, name],
    [at(root, 'descriptor'), name],
    ...older.map((key) => [root, key] as const),
    [at(root, 'effect_operations'), `default_${name}`],
    [at(root, 'effect'), name],
  );
}
