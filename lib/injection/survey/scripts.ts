import { createHash } from 'node:crypto';
import { child, children, nameOf, type Node, walk } from '../parse/index.ts';
import type { OpenFile } from './open-file.ts';

/** Whether the file has an import or export of ES modules. */
export function hasModuleSyntax(program: Node): boolean {
  return children(program, 'body').some(
    (node) => node.type === 'ImportDeclaration' || /^Export(Named|Default|All)Declaration$/.test(node.type),
  );
}

/**
 * Whether the compiler, or a page that loads the file, treats it as a plain script. Such scripts share one scope for
 * their declarations.
 */
export function isScript({ language, survey, program }: OpenFile): boolean {
  if (language.module !== null || survey.usesImportMeta || survey.usesTopLevelAwait) return false;
  if (hasModuleSyntax(program)) return false;
  if (children(program, 'body').some(({ type }) => /^TS(?:ImportEquals|ExportAssignment)/.test(type)))
    return false;
  return language.typescript || !usesRequire(program);
}

/** Whether nothing in the file makes it an ES module. */
export function isCommonJs({ language, survey, program }: OpenFile): boolean {
  if (language.module !== null) return language.module === 'commonjs';
  return !hasModuleSyntax(program) && !survey.usesImportMeta && !survey.usesTopLevelAwait;
}

/** Whether JavaScript uses `require`, `exports` or `module.exports`. */
function usesRequire(program: Node): boolean {
  let found = false;
  walk(program, (node) => {
    if (node.type === 'CallExpression') found ||= nameOf(child(node, 'callee')) === 'require';
    if (node.type === 'MemberExpression') {
      const object = nameOf(child(node, 'object'));
      found ||=
        object === 'exports' || (object === 'module' && nameOf(child(node, 'property')) === 'exports');
    }
    return !found;
  });
  return found;
}

/** Returns six hexadecimal digits that depend only on the text. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 6);
}
