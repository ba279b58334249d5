import { child, children, nameOf, type Node } from '../parse/index.ts';
import { binds, isScope } from './scope.ts';
import type { ClassPlace, Survey } from './survey.ts';

/** What a name means at a class: a class of the file, an import, something else, or nothing in the file. */
export type Meaning =
  { readonly kind: 'class'; readonly place: ClassPlace } | { readonly kind: 'top' | 'other' | 'nothing' };

/** Returns the meaning of the name in the heritage clause of `place`. */
export function meaningOf(name: string, place: ClassPlace, file: Survey): Meaning {
  const scope = place.ancestors.findLast((node) => binds(node, name));
  const { named: byName, bound } = namesOf(file);
  const named =
    scope === undefined
      ? (byName.get(name) ?? []).filter((one) => one !== place)
      : (bound.get(name) ?? []).filter((one) => one !== place && one.ancestors.findLast(isScope) === scope);
  const [only] = named;
  if (named.length === 1 && only !== undefined) return { kind: 'class', place: only };
  if (scope === undefined && named.length === 0) return { kind: 'nothing' };
  return { kind: scope?.type === 'Program' ? 'top' : 'other' };
}

interface ClassesByName {
  /** By their own name, or by the name of the variable that holds them. */
  readonly named: ReadonlyMap<string, readonly ClassPlace[]>;
  /** By the name in the surrounding scope. */
  readonly bound: ReadonlyMap<string, readonly ClassPlace[]>;
}

const known = new WeakMap<Survey, ClassesByName>();

function namesOf(file: Survey): ClassesByName {
  const before = known.get(file);
  if (before !== undefined) return before;
  const names = {
    named: Map.groupBy(file.classes, ({ name }) => name ?? ''),
    bound: Map.groupBy(file.classes, (place) => boundName(place) ?? ''),
  };
  known.set(file, names);
  return names;
}

/** Returns the name of the class in the surrounding scope: its own, or that of the variable that holds it. */
export function boundName({ node, ancestors }: ClassPlace): string | null {
  if (node.type === 'ClassDeclaration') return nameOf(child(node, 'id'));
  const outer = ancestors.findLast((one) => !isWrapper(one));
  return outer?.type === 'VariableDeclarator' ? nameOf(child(outer, 'id')) : null;
}

function isWrapper({ type }: Node): boolean {
  return /^(?:TS(?:As|Satisfies|NonNull)|TSTypeAssertion|Parenthesized)/.test(type);
}

const bases = new WeakMap<ClassPlace, ClassPlace | null>();

/** Returns the class of the same file that a class extends; null if it extends none. */
function localBase(place: ClassPlace, file: Survey): ClassPlace | null {
  const before = bases.get(place);
  if (before !== undefined) return before;
  const name = extendedName(child(place.node, 'superClass'));
  const meaning = name === null ? null : meaningOf(name, place, file);
  const base = meaning?.kind === 'class' ? meaning.place : null;
  bases.set(place, base);
  return base;
}

/** Returns the classes of the same file that `place` inherits from, nearest first. */
export function localAncestors(place: ClassPlace, file: Survey): readonly ClassPlace[] {
  const chain = new Set<ClassPlace>();
  let base = localBase(place, file);
  while (base !== null && base !== place && !chain.has(base)) {
    chain.add(base);
    base = localBase(base, file);
  }
  return [...chain];
}

/** Returns the classes and those of the same file that inherit from them. */
export function withSubclasses(places: readonly ClassPlace[], file: Survey): readonly ClassPlace[] {
  return file.classes.filter(
    (one) => places.includes(one) || localAncestors(one, file).some((above) => places.includes(above)),
  );
}

/** `Base` in `extends Base` and in `extends Mixin(Base)`: a mixin extends its argument. */
function extendedName(superClass: Node | null): string | null {
  if (superClass?.type !== 'CallExpression') return nameOf(superClass);
  return extendedName(children(superClass, 'arguments')[0] ?? null);
}
