import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { templateKey } from '../../../lib/template-engine/body.ts';
import { compileToSource } from '../../../lib/template-engine/compile.ts';

const NAMESPACE = 'templates';

/** The code of all templates of the generators as one CommonJS module, which is what esbuild accepts `with` in. */
export async function compiledTemplates(root: string): Promise<string> {
  const files = globSync('generators/*/templates/**/*.ejs', { cwd: root }).toSorted();
  const texts = await Promise.all(files.map((file) => readFile(join(root, file), 'utf8')));
  const entries = texts.map((text) => {
    const { parameters, source } = compileToSource(text);
    return `${JSON.stringify(templateKey(text))}: function (${parameters}) {\n${source}},\n`;
  });
  return `exports.BUILT = {\n${entries.join('')}};\n`;
}

/** Puts the compiled templates in the place of `lib/template-engine/built.ts`. */
export function bundledTemplates(root: string): Plugin {
  return {
    name: 'compiled templates',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^\.\/built\.ts$/ }, ({ resolveDir }) =>
        resolveDir.replaceAll('\\', '/').endsWith('/lib/template-engine')
          ? { path: 'compiled-templates.cjs', namespace: NAMESPACE }
          : undefined,
      );
      onLoad({ filter: /./, namespace: NAMESPACE }, async () => ({
        contents: await compiledTemplates(root),
        loader: 'js',
      }));
    },
  };
}
