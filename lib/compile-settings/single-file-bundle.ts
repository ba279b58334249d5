import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SINGLE_FILE = /\bformat\s*:\s*['"`](?:iife|umd)['"`]|\bfile\s*:/;

/**
 * Reports each configuration of Rollup or Rolldown, at or above the files, that writes one file and does not inline
 * `import()`. The bundler then rejects a second chunk.
 * @param files Absolute.
 * @param root Absolute; no configuration above it counts.
 */
export function singleFileBundles(files: readonly string[], root: string): readonly string[] {
  const folders = new Set(files.flatMap((file) => foldersUpTo(path.dirname(file), root)));
  const configs = [...folders].flatMap((folder) =>
    globSync('{rollup,rolldown}.config.{js,mjs,cjs,ts,mts,cts}', { cwd: folder }).map((name) =>
      path.join(folder, name),
    ),
  );
  return configs.toSorted().flatMap((config) => {
    const text = withoutComments(readFileSync(config, 'utf8'));
    const found = SINGLE_FILE.exec(text);
    if (found === null || /\binlineDynamicImports\b|\bcodeSplitting\s*:\s*false/.test(text)) return [];
    const lines = text.slice(0, found.index).split('\n');
    const place = `${path.relative(root, config).split(path.sep).join('/')}:${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
    return [
      `${place}: the bundle is one file, but the event bus is loaded by import(); set output.inlineDynamicImports to true`,
    ];
  });
}

function foldersUpTo(folder: string, root: string): string[] {
  const parent = path.dirname(folder);
  return folder === root || parent === folder ? [folder] : [folder, ...foldersUpTo(parent, root)];
}

/** Replaces comments by spaces, so positions stay the same. A string that looks like a comment is replaced, too. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[^]*?\*\/|(?<![:'"`])\/\/[^\n]*/g, (comment) =>
    comment.replaceAll(/[^\n]/g, ' '),
  );
}
