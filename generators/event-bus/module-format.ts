import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { ModuleFormat } from '../../lib/injection/index.ts';

/**
 * The module system that a file's package and compiler settings mean, or null when they do not tell. Only for files
 * whose own name and syntax leave it open. Reads the nearest package.json and tsconfig.json at or above the file, none
 * above `root`; a tsconfig's `extends` is not followed.
 */
export function moduleFormatOf(file: string, root: string): ModuleFormat | null {
  let type: string | null = null;
  let compiled: string | null = null;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    type ??= valueOf(path.join(folder, 'package.json'), ['type'], 'none');
    compiled ??= valueOf(path.join(folder, 'tsconfig.json'), ['compilerOptions', 'module'], null);
    if (folder === root || path.dirname(folder) === folder) break;
  }
  if (type === 'module') return 'esm';
  if (/\.[jt]sx?$/.test(file) && compiled !== null && /^(es|preserve|system)/i.test(compiled)) return 'esm';
  return compiled === null ? null : 'commonjs';
}

/** The string at that place of a JSON file with comments; `otherwise` where the file is but no such string in it. */
function valueOf(file: string, keys: readonly string[], otherwise: string | null): string | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  const tree = parseTree(text.replace(/^\uFEFF/, ''), [], { allowTrailingComma: true });
  const found = tree && findNodeAtLocation(tree, [...keys]);
  return found?.type === 'string' ? (found.value as string) : otherwise;
}
