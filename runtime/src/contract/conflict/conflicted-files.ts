import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { conflictLine } from './markers.ts';
import { conflictMessage } from './wording.ts';

/** A file of a project with conflict markers. */
export interface ConflictedFile {
  /** POSIX, relative to the project's root. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

const OF_PROJECT = ['.yo-rc.json', 'package.json', 'tsconfig.json'];
const IS_SETTING = /\.(?:ya?ml|json)$/;
/** Nodes may be in subfolders of `nodes/`, and have a folder for each version. */
const DEEPEST = 5;
const NEVER: ReadonlySet<string> = new Set(['node_modules', '.git', '.onex', 'handlers', 'models', 'enums']);

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function filesIn(root: string, folder: string, isWanted: (name: string) => boolean): string[] {
  return entriesOf(path.join(root, folder)).flatMap((entry) =>
    entry.isFile() && isWanted(entry.name) ? `${folder}/${entry.name}` : [],
  );
}

function contractsIn(root: string, folder: string, depth = 1): string[] {
  return entriesOf(path.join(root, folder)).flatMap((entry) => {
    const below = `${folder}/${entry.name}`;
    if (entry.isFile()) return entry.name === 'contract.yaml' ? below : [];
    if (!entry.isDirectory() || NEVER.has(entry.name) || depth > DEEPEST) return [];
    return contractsIn(root, below, depth + 1);
  });
}

/**
 * Files that commands read of a project and that have conflict markers: the project's own, its configuration, and its
 * contracts. Records are checked where they are read: one in conflict blocks its node or its file alone.
 * @param root Absolute folder of the project.
 * @param options.contracts False for a command that reports each contract itself.
 */
export function conflictsIn(
  root: string,
  { contracts = true }: { readonly contracts?: boolean } = {},
): readonly ConflictedFile[] {
  const files = [
    ...OF_PROJECT,
    ...filesIn(root, 'config', (name) => IS_SETTING.test(name)),
    ...(contracts ? contractsIn(root, 'nodes') : []),
  ];
  return files.flatMap((file) => {
    const where = path.join(root, file);
    const line = conflictLine(textOf(where));
    return line === null ? [] : { file, line, message: conflictMessage(file, line, where) };
  });
}
