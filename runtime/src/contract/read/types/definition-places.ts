import { isMapping } from '../values/index.ts';

/**
 * Where a contract defines its models: under `annotations`, which every reader of the ecosystem leaves alone, and at the
 * top, which Python's strict validator refuses.
 */
export const DEFINITION_PATHS: readonly (readonly string[])[] = [
  ['annotations', 'definitions'],
  ['definitions', 'models'],
  ['definitions'],
];

/** Whether `definitions` has its models one level deeper, under `models`; a model may be called so too. */
export function hasModelsWithin(definitions: unknown): boolean {
  const models = isMapping(definitions) ? definitions['models'] : undefined;
  return (
    isMapping(models) &&
    Object.keys(models).every((key) => /^[A-Z]/.test(key)) &&
    Object.values(models).every(isModel)
  );
}

function isModel(value: unknown): boolean {
  return isMapping(value) || Array.isArray(value);
}

/** The path of the definitions that have a name, by the contract as it was parsed; null where none has it. */
export function definitionsWith(contract: unknown, name: string): readonly string[] | null {
  const found = DEFINITION_PATHS.find((path) => {
    if (
      path.length > 1 &&
      path[0] === 'definitions' &&
      !hasModelsWithin((contract as Record<string, unknown>)['definitions'])
    )
      return false;
    const definitions = path.reduce<unknown>((at, key) => (isMapping(at) ? at[key] : undefined), contract);
    return isMapping(definitions) && Object.hasOwn(definitions, name);
  });
  return found ?? null;
}
