/**
 * Checks what was rendered or merged, before it is written: modules parse, imports resolve, manifests name what
 * exists, and a merge lost no name. It reads only, and knows nothing of templates.
 */
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Unit } from '../render/index.ts';
import { contractFault, isContract, isJson, jsonFault, yamlFault } from './data.ts';
import { importFaults, type Modules } from './imports.ts';
import { isManifest, manifestFaults } from './manifests.ts';
import { isFault, isModule, parseModule, type ParsedModule } from './module.ts';
import type { FaultInFile, Fault } from './types.ts';

export { mergeFaults, type MergeFault, type MergedSides } from './merged/index.ts';
export { isFault, parseModule } from './module.ts';
export { isSound, staysSound, type LastTexts } from './stays-sound.ts';
export type { Fault } from './types.ts';

interface Rendered {
  readonly path: string;
  readonly text: string;
}

function textsOf({ root, files }: Unit): Rendered[] {
  return files.flatMap(({ path, contents }) =>
    typeof contents === 'string' ? [{ path: posix.join(root, path), text: contents }] : [],
  );
}

async function dataFault({ path, text }: Rendered): Promise<FaultInFile | null> {
  if (isContract(path)) return contractFault(path, text);
  if (/\.ya?ml$/.test(path)) return yamlFault(text);
  return isJson(path) ? jsonFault(path, text) : null;
}

function declaredNames(modules: Iterable<ParsedModule>): Set<string> {
  const names = new Set<string>();
  for (const { classes, exports } of modules) {
    for (const name of classes) names.add(name);
    for (const name of exports) names.add(name);
  }
  return names;
}

/**
 * Checks rendered units before anything is written: every module parses, every relative import leads to a file and to
 * names it exports, every file and class that a manifest names exists, contracts are valid, JSON and YAML parse.
 * @param root The project's root: what is there already counts as existing.
 * @returns Faults in the order of the files; empty when all is well.
 */
export async function verifyUnits(units: readonly Unit[], root: string): Promise<readonly Fault[]> {
  const rendered = units.flatMap(textsOf);
  const paths = new Set(units.flatMap((unit) => unit.files.map(({ path }) => posix.join(unit.root, path))));
  const exists = (path: string) =>
    paths.has(path) || (!path.startsWith('..') && existsSync(join(root, path)));
  const faults: Fault[] = [];
  const parsed = new Map<string, ParsedModule>();
  for (const file of rendered) {
    const result = isModule(file.path) ? await parseModule(file.text, file.path) : await dataFault(file);
    if (result && 'message' in result) faults.push({ path: file.path, ...result });
    else if (result && !isFault(result)) parsed.set(file.path, result);
  }
  const modules: Modules = { parsed, exists };
  for (const path of parsed.keys()) faults.push(...importFaults(path, modules));
  const names = declaredNames(parsed.values());
  for (const { path, text } of rendered.filter(({ path }) => isManifest(path))) {
    faults.push(...(await manifestFaults(path, text, { exists, names })));
  }
  const order = new Map(rendered.map(({ path }, index) => [path, index]));
  return faults.toSorted((a, b) => order.get(a.path)! - order.get(b.path)! || a.line - b.line);
}
