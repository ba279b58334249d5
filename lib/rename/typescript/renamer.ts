import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readPackageJson } from 'onex-runtime/project';
import { findCompiler } from '../../typecheck/index.ts';
import type { TextEdit } from '../edits.ts';
import { connect } from './connection.ts';

/** Edits by file: POSIX, relative to the project's root. */
export type EditsByFile = ReadonlyMap<string, readonly TextEdit[]>;

/** Finds all references of a name in a project's code, as an editor does. */
export interface Renamer {
  /**
   * @param place Offset of a name in a file.
   * @returns null if there is no name to rename.
   */
  rename(path: string, place: number, name: string): Promise<EditsByFile | null>;
  close(): void;
}

interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

interface WorkspaceEdit {
  readonly changes?: Readonly<Record<string, readonly { readonly range: Range; readonly newText: string }[]>>;
}

export interface RenamerOptions {
  /** Returns the text of a file of the project; POSIX, relative to its root. */
  read(path: string): string;
  /** Whether a variable destructured from a renamed property keeps its name: `{ total: amount }`. */
  readonly keepsLocalNames: boolean;
}

/** The first TypeScript version whose command is also a language server. */
const FIRST_MAJOR = 7;

/** Returns the project's own TypeScript; null if it has none that is suitable. */
function serverOf(root: string): string | null {
  const compiler = findCompiler(root);
  if (compiler === null) return null;
  const folder = dirname(dirname(compiler.path));
  const version = readPackageJson(folder)?.['version'];
  const command = join(folder, 'lib/tsc.js');
  return Number.parseInt(String(version), 10) >= FIRST_MAJOR && existsSync(command) ? command : null;
}

/** Returns the offsets at which lines start. */
function linesOf(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ 0: end, index }) => index + end.length)];
}

function positionOf(lines: readonly number[], place: number): { line: number; character: number } {
  const line = lines.findLastIndex((start) => start <= place);
  return { line, character: place - lines[line]! };
}

function settings(params: unknown, useAliasesForRenames: boolean): unknown {
  const preferences = { useAliasesForRenames };
  const items = (params as { items?: { section?: string }[] } | undefined)?.items ?? [];
  return items.map(({ section }) => {
    if (section === 'typescript' || section === 'javascript' || section === 'js/ts') return { preferences };
    return section?.endsWith('.preferences') === true ? preferences : null;
  });
}

/**
 * Starts the language server of the project's own TypeScript.
 * @param root Absolute and real.
 * @returns null if the project has none, or if it does not start.
 */
export async function openRenamer(
  root: string,
  { read, keepsLocalNames }: RenamerOptions,
): Promise<Renamer | null> {
  const server = serverOf(root);
  if (server === null) return null;
  const connection = connect([process.execPath, server, '--lsp', '--stdio'], root, (method, params) =>
    method === 'workspace/configuration' ? settings(params, keepsLocalNames) : null,
  );
  const uriOf = (path: string): string => pathToFileURL(join(root, path)).href;
  const rootUri = pathToFileURL(root).href;
  const capabilities = {
    workspace: { configuration: true, workspaceEdit: { documentChanges: false } },
    textDocument: { rename: { prepareSupport: false } },
  };
  try {
    await connection.request('initialize', { processId: process.pid, rootUri, capabilities });
  } catch {
    connection.close();
    return null;
  }
  connection.notify('initialized', {});
  const opened = new Set<string>();
  const lines = new Map<string, number[]>();
  const linesIn = (path: string): number[] => {
    const known = lines.get(path) ?? linesOf(read(path));
    lines.set(path, known);
    return known;
  };
  const open = (path: string): void => {
    if (opened.has(path)) return;
    opened.add(path);
    const textDocument = { uri: uriOf(path), languageId: 'typescript', version: 1, text: read(path) };
    connection.notify('textDocument/didOpen', { textDocument });
  };
  const editsIn = (changes: NonNullable<WorkspaceEdit['changes']>): EditsByFile =>
    new Map(
      Object.entries(changes).map(([uri, edits]) => {
        const path = relative(root, fileURLToPath(uri)).replaceAll(sep, '/');
        const starts = linesIn(path);
        const offset = ({ line, character }: Range['start']): number => starts[line]! + character;
        const found = edits.map(({ range, newText: text }) => ({
          start: offset(range.start),
          end: offset(range.end),
          text,
        }));
        return [path, found] as const;
      }),
    );
  return {
    async rename(path, place, newName) {
      open(path);
      const position = positionOf(linesIn(path), place);
      const params = { textDocument: { uri: uriOf(path) }, position, newName };
      try {
        const result = (await connection.request('textDocument/rename', params)) as WorkspaceEdit | null;
        const { changes } = result ?? {};
        return changes === undefined || Object.keys(changes).length === 0 ? null : editsIn(changes);
      } catch {
        return null;
      }
    },
    close: () => connection.close(),
  };
}
