import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A formatter and its settings, as a team may have them. */
export interface Style {
  readonly name: string;
  /** Folders of `node_modules` that the project has. */
  readonly packages: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
  /** The formatter is taken away before the upgrade, as where an editor formats. */
  readonly isRemoved?: boolean;
}

const root = path.resolve(import.meta.dirname, '../..');
const PRETTIER = ['prettier'];
const TABS = { useTabs: true, printWidth: 120, trailingComma: 'none', arrowParens: 'avoid' };

export const STYLES: readonly Style[] = [
  { name: 'Prettier, its defaults', packages: PRETTIER, settings: { '.prettierrc.json': {} } },
  {
    name: 'Prettier, no semicolons, 4 spaces',
    packages: PRETTIER,
    settings: { '.prettierrc.json': { semi: false, tabWidth: 4 } },
  },
  { name: 'Prettier, tabs, 120 columns', packages: PRETTIER, settings: { '.prettierrc.json': TABS } },
  { name: 'Biome, its defaults', packages: ['@biomejs'], settings: { 'biome.json': {} } },
  {
    name: 'dprint, no semicolons',
    packages: ['dprint', '@dprint'],
    settings: {
      'dprint.json': {
        typescript: { semiColons: 'asi', quoteStyle: 'alwaysSingle' },
        plugins: ['./node_modules/@dprint/typescript/plugin.wasm'],
      },
    },
  },
  {
    name: 'Prettier, not installed',
    packages: PRETTIER,
    settings: { '.prettierrc.json': TABS },
    isRemoved: true,
  },
];

/** Installs a style into a project: links of packages, and settings. */
export function install({ packages, settings }: Style, project: string): void {
  const modules = path.join(project, 'node_modules');
  mkdirSync(modules, { recursive: true });
  for (const name of packages) {
    const home = name === 'prettier' ? root : path.join(root, 'bench');
    symlinkSync(path.join(home, 'node_modules', name), path.join(modules, name));
  }
  for (const [file, value] of Object.entries(settings))
    writeFileSync(path.join(project, file), JSON.stringify(value));
}
