import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Errors of Node for an import of a file or a folder that does not exist under the written path. */
const CODES: ReadonlySet<unknown> = new Set(['ERR_MODULE_NOT_FOUND', 'ERR_UNSUPPORTED_DIR_IMPORT']);

/**
 * How to correct an import that Node does not find although it means a TypeScript file. Node takes imports literally,
 * but TypeScript and bundlers also accept `.js`, no extension, or a folder. Null for any other error.
 */
export function importRemedy(error: Error, root: string): string | null {
  const { code, url } = error as NodeJS.ErrnoException & { readonly url?: string };
  if (!CODES.has(code) || url?.startsWith('file:') !== true) return null;
  const missing = fileURLToPath(url);
  const [, importer] = / imported from (.+)$/u.exec(error.message.split('\n')[0]!) ?? [];
  if (importer === undefined || isInstalled(missing) || isInstalled(importer)) return null;
  const place = placeOf(importer, path.basename(missing), root);
  const source = sourceOf(missing);
  if (source !== null)
    return `${place} imports ${path.basename(missing)}, which ${isFolder(missing) ? 'is a folder' : 'does not exist'}; write ${source}`;
  const shown = path.relative(root, missing).replaceAll('\\', '/');
  return `${place} imports ${shown}, which does not exist`;
}

const isInstalled = (file: string): boolean => /[\\/]node_modules[\\/]/u.test(file);

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() === true;
const isFolder = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;

/** The correct import of the intended TypeScript file: `node.ts`, or `models/index.ts` for a folder. */
function sourceOf(missing: string): string | null {
  const base = missing.replace(/\.[cm]?jsx?$/u, '');
  const candidates = ['ts', 'mts', 'cts'].flatMap((ending) => [
    { file: `${base}.${ending}`, written: `${path.basename(base)}.${ending}` },
    { file: path.join(missing, `index.${ending}`), written: `${path.basename(missing)}/index.${ending}` },
  ]);
  return candidates.find(({ file }) => isFile(file))?.written ?? null;
}

/** `nodes/…/node.ts:3`, or only the file if the line is not found. */
function placeOf(importer: string, imported: string, root: string): string {
  const file = importer.startsWith('file:') ? fileURLToPath(importer) : importer;
  const shown = path.relative(root, file).replaceAll('\\', '/');
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    const line = lines.findIndex((text) =>
      /["']\.{1,2}\/[^"']*["']/u.exec(text)?.[0].slice(1, -1).replace(/\/$/u, '').endsWith(imported),
    );
    return line === -1 ? shown : `${shown}:${line + 1}`;
  } catch {
    return shown;
  }
}
