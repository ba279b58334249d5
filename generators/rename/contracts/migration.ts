import { posix } from 'node:path';
import { parse } from '@babel/parser';
import { child, children, nameOf, walk, type Node } from '../../../lib/injection/parse/index.ts';
import { applyEdits, type TextEdit } from '../../../lib/rename/index.ts';
import { stringLiteral } from '../../../lib/render/index.ts';
import { newestOf, type NodeModel } from './model.ts';

/** The generated code of a migration that nobody has written yet. */
const UNWRITTEN = /^export const migrate: Migrate<(\w+)> = \(\) => null;?$/m;
/** The name of the table in a migration that a rename wrote. */
const TABLE = 'RENAMED';

interface Pair {
  readonly node: Node;
  readonly from: string;
  /** Where the new name is. */
  readonly value: Node;
  readonly to: string;
}

/** The array of pairs in `const RENAMED = new Map([…])`; null where there is none, or where it holds anything else. */
function tableIn(text: string): { readonly list: Node; readonly pairs: readonly Pair[] } | null {
  let found: Node | null = null;
  try {
    const { program } = parse(text, { sourceType: 'module', plugins: ['typescript'] });
    walk(program as unknown as Node, (node) => {
      if (node.type !== 'VariableDeclarator' || nameOf(child(node, 'id')) !== TABLE) return;
      const [list] = children(child(node, 'init'), 'arguments');
      if (list?.type === 'ArrayExpression') found = list;
    });
  } catch {
    return null;
  }
  const list = found as Node | null;
  if (list === null) return null;
  const pairs = children(list, 'elements').flatMap((node): Pair[] => {
    const [key, value] = children(node, 'elements');
    const isPair = key?.type === 'StringLiteral' && value?.type === 'StringLiteral';
    return isPair ? [{ node, from: nameOf(key)!, value, to: nameOf(value)! }] : [];
  });
  return pairs.length === children(list, 'elements').length ? { list, pairs } : null;
}

/** The comma and the white space behind a node belong to it. */
function removal(text: string, { start, end }: Node): TextEdit {
  const [gap = ''] = /^\s*,?\s*/.exec(text.slice(end)) ?? [];
  return { start, end: end + gap.length, text: '' };
}

function withTable(text: string, from: string, to: string, isAlias: boolean): string | null {
  const table = tableIn(text);
  if (table === null) return null;
  const { list, pairs } = table;
  const kept = pairs.filter((pair) => pair.from !== to && (!isAlias || pair.from !== from));
  const edits = pairs.flatMap((pair): TextEdit[] => {
    if (!kept.includes(pair)) return [removal(text, pair.node)];
    return pair.to === from ? [{ ...pair.value, text: stringLiteral(to) }] : [];
  });
  const last = kept.at(-1)?.node ?? null;
  const added = `[${stringLiteral(from)}, ${stringLiteral(to)}]`;
  const place = last?.end ?? list.start + 1;
  const insertion = { start: place, end: place, text: last === null ? added : `,\n  ${added}` };
  return applyEdits(text, isAlias ? [...edits, insertion] : edits);
}

/**
 * A migration after a rename of a state: what it converts to the old name gets the new one, and with an alias, entities in
 * the old state are read as entities in the new one.
 * @returns Null where the code is its owner's.
 */
export function renamedState(text: string, from: string, to: string, isAlias: boolean): string | null {
  const [, data] = UNWRITTEN.exec(text) ?? [];
  if (data === undefined) return withTable(text, from, to, isAlias);
  if (!isAlias) return text;
  const table = [
    '/** States that were renamed, by their former names. */',
    `const ${TABLE}: ReadonlyMap<string, string> = new Map([`,
    `  [${stringLiteral(from)}, ${stringLiteral(to)}],`,
    ']);',
  ].join('\n');
  const migrate = [
    `export const migrate: Migrate<${data}> = (state, stored) => {`,
    `  const renamed = ${TABLE}.get(state);`,
    `  const data = ${data}.safeParse(stored);`,
    '  return renamed !== undefined && data.success ? { state: renamed, data: data.data } : null;',
    '};',
  ].join('\n');
  // The comment above the constant is about the constant.
  const [above = ''] = /\/\*\*(?:(?!\*\/)[^])*\*\/\n$/.exec(text.slice(0, text.search(UNWRITTEN))) ?? [];
  return text
    .replace(above, '')
    .replace(UNWRITTEN, () => `${table}\n\n${above}${migrate}`)
    .replace(`import type { ${data} }`, `import { ${data} }`);
}

/** The file that converts stored entities of the newest version of a reducer. */
export function migrationOf(node: NodeModel): string {
  return posix.join('nodes', node.folder, newestOf(node).folder, 'migrate.ts');
}
