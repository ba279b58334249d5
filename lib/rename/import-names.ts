import { posix } from 'node:path';
import { parse } from '@babel/parser';
import type { TextEdit } from './edits.ts';

/** The exported names of a module, with their new names. */
export type RenamedExports = ReadonlyMap<string, ReadonlyMap<string, string>>;

interface Specifier {
  readonly type: string;
  readonly start?: number | null;
  readonly end?: number | null;
  readonly imported?: { readonly name?: string; readonly value?: string };
  readonly local?: { readonly name?: string; readonly value?: string };
  readonly exported?: { readonly name?: string; readonly value?: string };
  readonly importKind?: string | null;
}

interface Statement {
  readonly type: string;
  readonly source?: { readonly value: string } | null;
  readonly specifiers?: readonly Specifier[];
}

const nameOf = (node: Specifier['imported']): string => node?.name ?? node?.value ?? '';

/**
 * Updates the imports of a module for renamed exports, without a type checker. The imported name retains its local
 * name, `import { New as Old }`, so scopes need no analysis.
 * @param path POSIX, relative to the project's root.
 */
export function importEdits(text: string, path: string, renamed: RenamedExports): TextEdit[] {
  let body: readonly Statement[];
  try {
    const plugins = ['typescript', 'decorators-legacy'] as const;
    const file = parse(text, { sourceType: 'module', plugins: [...plugins], errorRecovery: true });
    body = file.program.body as unknown as Statement[];
  } catch {
    return [];
  }
  return body.flatMap(({ type, source, specifiers = [] }) => {
    if (source == null || !/^\.{1,2}\//.test(source.value)) return [];
    const names = renamed.get(posix.join(posix.dirname(path), source.value));
    if (names === undefined) return [];
    return specifiers.flatMap((specifier): TextEdit[] => {
      const isExport = type === 'ExportNamedDeclaration';
      const before = nameOf(isExport ? specifier.local : specifier.imported);
      const after = names.get(before);
      const { start, end } = specifier;
      if (after === undefined || start == null || end == null) return [];
      const outside = nameOf(isExport ? specifier.exported : specifier.local);
      const kind = specifier.importKind === 'type' ? 'type ' : '';
      return [{ start, end, text: `${kind}${after} as ${outside}` }];
    });
  });
}
