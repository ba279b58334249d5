import { child, children, nameOf, type Node } from './node.ts';
import type { Imported } from './imports.ts';

export const BUS_MODULE = 'onex-runtime/event-bus';

/** A name nobody in the file uses: `wanted`, else `Onex…`, else with a number. */
export function freeName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  const prefixed = wanted === wanted.toUpperCase() ? `ONEX_${wanted}` : `Onex${wanted}`;
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? prefixed : `${prefixed}${count}`;
    if (!taken.includes(name)) return name;
  }
}

/** The local name under which `exported` of the bus's module is imported already, or null. */
export function importedAs(imports: ReadonlyMap<string, Imported>, exported: string): string | null {
  for (const [local, origin] of imports) {
    if (origin.specifier === BUS_MODULE && origin.exported === exported) return local;
  }
  return null;
}

/** The constant an earlier run put at the top of the file, by the module it asks for; null when there is none. */
export function availableConstant(program: Node, text: string): { name: string; node: Node } | null {
  for (const node of children(program, 'body')) {
    if (node.type !== 'VariableDeclaration') continue;
    const declarator = children(node, 'declarations')[0] ?? null;
    const init = child(declarator, 'init');
    const name = nameOf(child(declarator, 'id'));
    if (init?.type !== 'CallExpression' || name === null) continue;
    if (/\.resolve\(\s*['"]onex-runtime\/event-bus['"]\s*\)/.test(text.slice(init.start, init.end))) {
      return { name, node };
    }
  }
  return null;
}
