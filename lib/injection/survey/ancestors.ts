import { child, children, nameOf, type Node } from '../parse/index.ts';
import { binds, isScope } from './scope.ts';
import type { ClassPlace, Survey } from './survey.ts';

/** What a name means where a class stands: a class of the file, an import, something else, or nothing of the file. */
export type Meaning =
  { readonly kind: 'class'; readonly place: ClassPlace } | { readonly kind: 'top' | 'other' | 'nothing' };

/** What the name stands for in the heritage of `place`. */
export function meaningOf(name: string, place: ClassPlace, file: Survey): Meaning {
  const scope = place.ancestors.findLast((node) => binds(node, name));
  const others = file.classes.filter((one) => one !== place);
  const named =
    scope === undefined
      ? others.filter((one) => one.name === name)
      : others.filter((one) => boundName(one) === name && one.ancestors.findLast(isScope) === scope);
  const [only] = named;
  if (named.length === 1 && only !== undefined) return { kind: 'class', place: only };
  if (scope === undefined && named.length === 0) return { kind: 'nothing' };
  return { kind: scope?.type === 'Program' ? 'top' : 'other' };
}

/** The name by which the scope around knows the class: its own, or the variable's that holds it. */
export function boundName({ node, ancestors }: ClassPlace): string | null {
  if (node.type === 'ClassDeclaration') return nameOf(child(node, 'id'));
  const outer = ancestors.findLast((one) => !isWrapper(one));
  return outer?.type === 'VariableDeclarator' ? nameOf(child(outer, 'id')) : null;
}

function isWrapper({ type }: Node): boolean {
  return /^(?:TS(?:As|Satisfies|NonNull)|TSTypeAssertion|Parenthesized)/.test(type);
}

/** Local classes of the same file that `place` inherits from, nearest first. */
export function localAncestors(place: ClassPlace, file: Survey): readonly ClassPlace[] {
  const chain: ClassPlace[] = [];
  for (let at = place; ;) {
    const name = extendedName(child(at.node, 'superClass'));
    const meaning = name === null ? null : meaningOf(name, at, file);
    if (meaning?.kind !== 'class' || meaning.place === place || chain.includes(meaning.place)) return chain;
    chain.push(meaning.place);
    at = meaning.place;
  }
}

/** `Base` of `extends Base`, and of `extends Mixin(Base)`: a mixin extends what it is given. */
function extendedName(superClass: Node | null): string | null {
  if (superClass?.type !== 'CallExpression') return nameOf(superClass);
  return extendedName(children(superClass, 'arguments')[0] ?? null);
}
