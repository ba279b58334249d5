/**
 * Finds what a package's entry point publishes.
 *
 * 1. An exported name is followed through every re-export to its declaration.
 * 2. A declaration that is not exported is part of the interface if a declaration of the interface names it, because a
 *    change of it changes what users may write.
 * 3. The file and the line of a declaration are not part of the interface, so users do not notice when it moves.
 */
import type { Node } from '../../lib/injection/parse/index.ts';
import { readModule, type DeclarationModule, type Origin } from './module.ts';
import { importedTypes, usedNames } from './names.ts';

/** A declaration in its module. */
export interface Declaration {
  readonly name: string;
  readonly module: DeclarationModule;
  readonly nodes: readonly Node[];
}

/** What an entry point publishes. */
export interface Surface {
  /** By the name under which it is exported; a text is a name of another package, as `module#name`. */
  readonly exported: ReadonlyMap<string, Declaration | string>;
  /** Declarations that users cannot import, and that exported ones name, directly or indirectly. */
  readonly named: readonly Declaration[];
  /** Names of other packages, as `module#name`. */
  readonly outside: ReadonlySet<string>;
}

/** Reads a module by its path; the path of what it imports is found by `resolve`. */
export interface Files {
  read(path: string): string;
  /** Null: the specifier names another package. */
  resolve(from: string, specifier: string): string | null;
}

type Found = Declaration | string;

/** Follows every name from an entry point. Throws for a name that no module declares. */
export function surfaceOf(entry: string, files: Files): Surface {
  const modules = new Map<string, DeclarationModule>();
  const paths = new Map<DeclarationModule, string>();
  const load = (path: string): DeclarationModule => {
    const known = modules.get(path);
    if (known !== undefined) return known;
    const module = readModule(files.read(path));
    modules.set(path, module);
    paths.set(module, path);
    return module;
  };

  function follow(path: string, origin: Origin): Found {
    if (origin.kind === 'local') return local(path, origin.name);
    const target = files.resolve(path, origin.from);
    if (target === null) return `${origin.from}#${origin.name}`;
    const found = exportOf(target, origin.name, new Set());
    if (found === null) throw new Error(`${target} exports no ${origin.name}, which ${path} imports`);
    return found;
  }

  function local(path: string, name: string): Found {
    const module = load(path);
    const nodes = module.declarations.get(name);
    if (nodes !== undefined) return { name, module, nodes };
    const imported = module.imports.get(name);
    if (imported === undefined) throw new Error(`${path} does not declare ${name}`);
    return follow(path, imported);
  }

  function exportOf(path: string, name: string, seen: Set<string>): Found | null {
    if (seen.has(path)) return null;
    seen.add(path);
    const module = load(path);
    const own = module.exports.get(name);
    if (own !== undefined) return follow(path, own);
    for (const specifier of name === 'default' ? [] : module.everythingOf) {
      const target = files.resolve(path, specifier);
      const found = target === null ? null : exportOf(target, name, seen);
      if (found !== null) return found;
    }
    return null;
  }

  function exportedNames(path: string, seen: Set<string>): readonly string[] {
    if (seen.has(path)) return [];
    seen.add(path);
    const { exports, everythingOf } = load(path);
    const others = everythingOf.flatMap((specifier) => {
      const target = files.resolve(path, specifier);
      if (target === null) throw new Error(`${path} exports everything of ${specifier}`);
      return exportedNames(target, seen).filter((name) => name !== 'default');
    });
    return [...new Set([...exports.keys(), ...others])];
  }

  const exported = new Map(
    exportedNames(entry, new Set())
      .toSorted()
      .map((name) => [name, exportOf(entry, name, new Set()) as Found] as const),
  );
  const reached = new Map<Node, Declaration>();
  const outside = new Set<string>();
  const visit = (found: Found): void => {
    if (typeof found === 'string') {
      outside.add(found);
      return;
    }
    if (reached.has(found.nodes[0]!)) return;
    reached.set(found.nodes[0]!, found);
    const path = paths.get(found.module)!;
    for (const node of found.nodes) {
      for (const name of usedNames(node)) {
        if (name === found.name) continue;
        if (found.module.declarations.has(name) || found.module.imports.has(name)) visit(local(path, name));
      }
      for (const { from, name } of importedTypes(node)) {
        if (name !== null && files.resolve(path, from) !== null)
          visit(follow(path, { kind: 'import', from, name }));
      }
    }
  };
  for (const found of exported.values()) visit(found);
  const published = new Set(
    [...exported.values()].flatMap((one) => (typeof one === 'string' ? [] : one.nodes[0]!)),
  );
  return {
    exported,
    named: [...reached.values()].filter(({ nodes }) => !published.has(nodes[0]!)),
    outside,
  };
}
