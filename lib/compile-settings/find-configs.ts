import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { readConfigFile } from './setting.ts';

/**
 * Returns the configurations that compile a file: the nearest `tsconfig.json` at or above it, none above `root`. If
 * that one has no files of its own and refers to others, those whose `include` covers the file are returned, or all of
 * them if none does.
 */
export function findConfigs(file: string, root: string): readonly string[] {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const found = path.join(folder, 'tsconfig.json');
    if (existsSync(found)) return configsOf(found, file);
    if (folder === root || path.dirname(folder) === folder) return [];
  }
}

function configsOf(config: string, file: string): readonly string[] {
  const read = readConfigFile(config);
  const references = read?.at('references')?.value;
  const files = read?.at('files')?.value;
  if (!Array.isArray(references) || !Array.isArray(files) || files.length > 0) return [config];
  const others = references.flatMap((reference: unknown) => {
    const target = (reference as { readonly path?: unknown } | null)?.path;
    if (typeof target !== 'string') return [];
    const absolute = path.resolve(path.dirname(config), target);
    if (!existsSync(absolute)) return [];
    return [statSync(absolute).isDirectory() ? path.join(absolute, 'tsconfig.json') : absolute];
  });
  const covering = others.filter((other) => covers(other, file));
  return covering.length > 0 ? covering : others;
}

function covers(config: string, file: string): boolean {
  const read = readConfigFile(config);
  const lists = ['include', 'files'].flatMap((key) => read?.at(key)?.value ?? []);
  return matchesAny(lists, config, file);
}

/** Whether a file matches one of the patterns in `include`, `exclude`, or `files` of a configuration. */
export function matchesAny(patterns: readonly unknown[], config: string, file: string): boolean {
  const relative = path.relative(path.dirname(config), file).split(path.sep).join('/');
  return patterns.some((pattern) => typeof pattern === 'string' && expressionOf(pattern).test(relative));
}

/**
 * A pattern of `include` or `exclude`. A pattern without a wildcard and an extension is a folder with all its content.
 */
function expressionOf(pattern: string): RegExp {
  const clean = pattern.replace(/^\.\//, '').replace(/\/+$/, '');
  const whole = /\*|\?|\.[a-z]+$/i.test(clean) ? clean : `${clean}/**/*`;
  const source = whole
    .replaceAll(/[$()+.[\\\]^{|}]/g, '\\$&')
    .replaceAll(/\*\*\/|\*|\?/g, (wildcard) =>
      wildcard === '**/' ? '(?:[^/]+/)*' : wildcard === '*' ? '[^/]*' : '[^/]',
    );
  return new RegExp(`^${source}$`);
}
