import { child, children, nameOf, type Node } from '../parse/index.ts';
import type { Imported } from './imports.ts';

export const BUS_MODULE = 'onex-runtime/event-bus';

/** Returns an unused name: `wanted`, otherwise `Onex…`, otherwise with a number. */
export function freeName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  const prefixed = wanted === wanted.toUpperCase() ? `ONEX_${wanted}` : `Onex${wanted}`;
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? prefixed : `${prefixed}${count}`;
    if (!taken.includes(name)) return name;
  }
}

/** Returns the local name under which the file already imports `exported` from the bus's module, or null. */
export function importedAs(imports: ReadonlyMap<string, Imported>, exported: string): string | null {
  for (const [local, origin] of imports) {
    if (origin.specifier === BUS_MODULE && origin.exported === exported) return local;
  }
  return null;
}

export interface AvailableConstant {
  readonly name: string;
  /** The whole statement, including an `export`. */
  readonly node: Node;
}

/**
 * Returns the constants at the top of the file that say whether the bus is available, identified by the module that
 * they resolve.
 */
export function availableConstants(program: Node, text: string): readonly AvailableConstant[] {
  return children(program, 'body').flatMap((node) => {
    const statement = node.type === 'ExportNamedDeclaration' ? child(node, 'declaration') : node;
    if (statement?.type !== 'VariableDeclaration') return [];
    const declarator = children(statement, 'declarations')[0] ?? null;
    const init = child(declarator, 'init');
    const name = nameOf(child(declarator, 'id'));
    if (init?.type !== 'CallExpression' || name === null) return [];
    const asks = /\.resolve\(\s*['"]onex-runtime\/event-bus['"]\s*\)/;
    return asks.test(text.slice(init.start, init.end)) ? [{ name, node }] : [];
  });
}
