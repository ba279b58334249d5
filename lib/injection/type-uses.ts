import { child, children, isClass, nameOf, type Node, positionAt, walk } from './parse/index.ts';
import { type OpenFile, openFile } from './survey/index.ts';
import type { AddedMembers, InjectionSource } from './types.ts';

/** Code that must have every member of a class but lacks one. */
export interface TypeUse {
  /** 1-based. */
  readonly line: number;
  /** `class Fake implements Store`. */
  readonly what: string;
  readonly members: readonly string[];
}

/** Types that have the members of their argument. */
const SAME_MEMBERS = new Set(['Required', 'Readonly', 'Record']);

/** A class that gained members, and whether the current file declares it. */
export type ChangedType = AddedMembers & { readonly isOwn: boolean };

/**
 * Returns classes that implement one of the given classes, and object literals of its type, that lack an added member.
 * It reads one file without its imports, so it does not find a type under another name, a return type, or an argument.
 */
export function typeUsesWithout(source: InjectionSource, types: readonly ChangedType[]): readonly TypeUse[] {
  const opened = types.length === 0 ? null : openFile(source);
  if (opened?.ok !== true) return [];
  const { file } = opened;
  const byName = new Map(types.flatMap((one) => localNames(file, one).map((name) => [name, one])));
  if (byName.size === 0) return [];
  const uses: TypeUse[] = [];
  const check = (type: Node | null, node: Node, own: readonly Node[], what: string): void => {
    const changed = byName.get(nameOf(type) ?? '');
    if (changed === undefined || !lacks(own, changed.members)) return;
    const { line } = positionAt(file.text, node.start);
    uses.push({ line, what: `${what} ${changed.className}`, members: changed.members });
  };
  walk(file.program, (node) => {
    if (isClass(node)) {
      const label = nameOf(child(node, 'id')) ?? 'without a name';
      const own = children(child(node, 'body'), 'body');
      for (const one of children(node, 'implements')) {
        check(child(one, 'expression'), node, own, `class ${label} implements`);
      }
    }
    const { object, type } = literalOf(node);
    if (object?.type !== 'ObjectExpression') return;
    check(memberType(type), object, children(object, 'properties'), 'an object literal of type');
  });
  return uses.toSorted((a, b) => a.line - b.line);
}

/** Returns the names of the class in the file. */
function localNames({ imports }: OpenFile, { className, isOwn }: ChangedType): readonly string[] {
  if (className === null) return [];
  if (isOwn) return [className];
  return [...imports].flatMap(([local, { exported }]) =>
    exported === className || (exported === 'default' && local === className) ? [local] : [],
  );
}

/** Returns the value and the type of `x: Store = {}`, of `{} satisfies Store`, and of a field with that type. */
function literalOf(node: Node): { readonly object: Node | null; readonly type: Node | null } {
  return node.type === 'TSSatisfiesExpression'
    ? { object: child(node, 'expression'), type: child(node, 'typeAnnotation') }
    : {
        object: child(node, 'init') ?? child(node, 'value'),
        type: child(child(child(node, 'id') ?? node, 'typeAnnotation'), 'typeAnnotation'),
      };
}

/** Returns the name in `Store`, `keyof Store`, `Readonly<Store>`, and `Record<keyof Store, …>`. */
function memberType(type: Node | null): Node | null {
  if (type?.type === 'TSTypeOperator' && type['operator'] === 'keyof') {
    return memberType(child(type, 'typeAnnotation'));
  }
  const name = child(type, 'typeName');
  if (type?.type !== 'TSTypeReference' || !SAME_MEMBERS.has(nameOf(name) ?? '')) return name;
  const given = child(type, 'typeParameters') ?? child(type, 'typeArguments');
  return memberType(children(given, 'params')[0] ?? null);
}

/** Whether a member is missing. A spread or a computed name may provide it. */
function lacks(own: readonly Node[], members: readonly string[]): boolean {
  if (own.some((one) => one.type === 'SpreadElement' || one['computed'] === true)) return false;
  const names = new Set(own.map((one) => nameOf(child(one, 'key'))));
  return members.some((member) => !names.has(member));
}
