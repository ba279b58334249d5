import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * How to correct an import that Node does not find although its file exists with the extension `.ts`: Node takes imports
 * as they are written, while TypeScript and bundlers also accept `.js` or none. Null: the error is another one.
 */
export function importRemedy(error: Error, root: string): string | null {
  const { code, url } = error as NodeJS.ErrnoException & { readonly url?: string };
  if (code !== 'ERR_MODULE_NOT_FOUND' || url?.startsWith('file:') !== true) return null;
  const missing = fileURLToPath(url);
  const source = sourceOf(missing);
  const [, importer] = / imported from (.+)$/u.exec(error.message.split('\n')[0]!) ?? [];
  if (source === null || importer === undefined) return null;
  const place = placeOf(importer, path.basename(missing), root);
  return `${place} imports ${path.basename(missing)}, which does not exist; write ${path.basename(source)}`;
}

/** The TypeScript file that an import without its extension means. */
function sourceOf(missing: string): string | null {
  const base = missing.replace(/\.[cm]?jsx?$/u, '');
  const candidates = [`${base}.ts`, `${base}.mts`, `${base}.cts`];
  return candidates.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true) ?? null;
}

/** `nodes/…/node.ts:3`, or the file alone where the line is not found. */
function placeOf(importer: string, imported: string, root: string): string {
  const file = importer.startsWith('file:') ? fileURLToPath(importer) : importer;
  const shown = path.relative(root, file).replaceAll('\\', '/');
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    const line = lines.findIndex((text) =>
      /["']\.{1,2}\/[^"']*["']/u.exec(text)?.[0].slice(1, -1).endsWith(imported),
    );
    return line === -1 ? shown : `${shown}:${line + 1}`;
  } catch {
    return shown;
  }
}
