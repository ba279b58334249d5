import { posix } from 'node:path';
import type { ParsedModule } from './module.ts';
import type { Fault } from './types.ts';

/** Rendered modules by path, and whether a path is on disk though not rendered. */
export interface Modules {
  readonly parsed: ReadonlyMap<string, ParsedModule>;
  exists(path: string): boolean;
}

function target(from: string, specifier: string): string | null {
  return /^\.\.?\//.test(specifier) ? posix.join(posix.dirname(from), specifier) : null;
}

/** Names a module exports, those it passes on included; null where a module is on disk only. */
function exportsOf(path: string, modules: Modules, seen = new Set<string>()): ReadonlySet<string> | null {
  const module = modules.parsed.get(path);
  if (!module) return null;
  if (seen.has(path)) return new Set();
  seen.add(path);
  const names = new Set(module.exports);
  for (const specifier of module.passesOn) {
    const passed = target(path, specifier);
    const more = passed && exportsOf(passed, modules, seen);
    if (!more) return null;
    for (const name of more) if (name !== 'default') names.add(name);
  }
  return names;
}

/** Relative imports that lead nowhere, or name what the other module does not export. */
export function importFaults(path: string, modules: Modules): Fault[] {
  return (modules.parsed.get(path)?.imports ?? []).flatMap(({ specifier, names, line, column }): Fault[] => {
    const other = target(path, specifier);
    if (!other) return [];
    const fault = (message: string) => [{ path, line, column, message }];
    if (!modules.exists(other)) return fault(`imports ${specifier}, which does not exist`);
    const known = exportsOf(other, modules);
    const missing = known ? names.filter((name) => !known.has(name)) : [];
    return missing.length > 0
      ? fault(`imports ${missing.join(', ')}, which ${specifier} does not export`)
      : [];
  });
}
