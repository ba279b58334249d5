import type { Setting } from './setting.ts';

/** The setting that decides, where one is given, and the module kind that it means, in lower case. */
export interface ModuleKind {
  readonly kind: string;
  readonly from: Setting;
}

/**
 * The module kind that the compiler emits; null if the settings do not determine it. Without `module` it follows from `target`:
 * up to TypeScript 5 every target from es2015 on means es2015, and since TypeScript 6 those from es2020 on mean more.
 * @param major of the compiler; null: unknown, so only what all versions agree on counts
 */
export function moduleKind(options: ReadonlyMap<string, Setting>, major: number | null): ModuleKind | null {
  const given = options.get('module');
  const kind = textOf(given);
  if (given !== undefined && kind !== null) return { kind: kind === 'es6' ? 'es2015' : kind, from: given };
  const target = options.get('target');
  const name = textOf(target);
  if (target === undefined || name === null) return null;
  const year = name === 'es6' ? 2015 : name === 'esnext' ? Infinity : Number(/^es(\d{4})$/.exec(name)?.[1]);
  if (Number.isNaN(year)) return { kind: 'commonjs', from: target };
  if (year < 2020) return { kind: 'es2015', from: target };
  if (major === null) return null;
  return { kind: major < 6 ? 'es2015' : 'es2020', from: target };
}

export function textOf(setting: Setting | undefined): string | null {
  return typeof setting?.value === 'string' ? setting.value.toLowerCase() : null;
}
