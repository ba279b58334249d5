import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the scripts read of the `package.json` of the runtime. */
export interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly 'onex-source': string }>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** Reads the manifest in the folder of a package. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** Entry points that have code, by their names (`.`, `./start`), with their sources relative to the package. */
export function entryPoints({ exports }: Pick<Manifest, 'exports'>): readonly (readonly [string, string])[] {
  return Object.entries(exports).flatMap(([name, target]) =>
    typeof target === 'string' ? [] : [[name, target['onex-source']] as const],
  );
}

/** The packages that are installed with the package, and so are not bundled. */
export function dependenciesOf({ dependencies, peerDependencies }: Manifest): ReadonlySet<string> {
  return new Set(Object.keys({ ...dependencies, ...peerDependencies }));
}

/** `@scope/name` or `name` of a module that is imported. */
export function packageOf(specifier: string): string {
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '';
}
