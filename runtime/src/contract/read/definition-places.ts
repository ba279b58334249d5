import { isMapping } from './place.ts';

/**
 * Where a contract defines its models: under `annotations`, which every reader of the ecosystem leaves alone, and at the
 * top, which Python's strict validator refuses.
 */
export const DEFINITION_PATHS: readonly (readonly string[])[] = [
  ['annotations', 'definitions'],
  ['definitions'],
];

/** The path of the definitions that have a name, by the contract as it was parsed; null where none has it. */
export function definitionsWith(contract: unknown, name: string): readonly string[] | null {
  const found = DEFINITION_PATHS.find((path) => {
    const definitions = path.reduce<unknown>((at, key) => (isMapping(at) ? at[key] : undefined), contract);
    return isMapping(definitions) && Object.hasOwn(definitions, name);
  });
  return found ?? null;
}
