import type { NodeKind } from 'onex-runtime/contract';
import { type ClassPlace, type Imported, meaningOf, type Survey } from '../survey/index.ts';
import { child, nameOf, type Node } from '../parse/index.ts';
import { INHERITED, type Member } from './members.ts';
import { ownMembers } from './own-members.ts';
import type { InjectionOptions } from '../types.ts';

const RUNTIME_BASES: ReadonlyMap<string, NodeKind | null> = new Map([
  ['NodeEffect', 'effect'],
  ['NodeOrchestrator', 'orchestrator'],
  ['NodeRoutedOrchestrator', 'orchestrator'],
  ['NodeCompute', 'compute'],
  ['NodeReducer', 'reducer'],
  ['NodeBase', null],
]);

/** Built-in classes of the language, the platform, and Node.js that have none of the injected members. */
const BARE_BASES = new Set(
  `Object Array Map Set WeakMap WeakSet Promise Date RegExp Function Error TypeError RangeError SyntaxError
   AggregateError EventTarget Event CustomEvent HTMLElement EventEmitter Readable Writable Duplex Transform PassThrough
   URL URLSearchParams ArrayBuffer Uint8Array Proxy AsyncLocalStorage`.split(/\s+/),
);

/** The base class, as far as it can be determined without running the code. */
export type Base =
  | { readonly kind: 'none' }
  /** A runtime node, directly or through classes that could be read. */
  | { readonly kind: 'runtime'; readonly inherited: readonly Member[]; readonly opensBus: boolean }
  | { readonly kind: 'known'; readonly inherited: readonly Member[]; readonly opensBus: boolean }
  | { readonly kind: 'unknown'; readonly text: string };

export function baseOf(
  place: ClassPlace,
  file: Survey,
  imports: ReadonlyMap<string, Imported>,
  text: string,
  options: InjectionOptions,
  seen: ReadonlySet<Node> = new Set(),
): Base {
  const superClass = child(place.node, 'superClass');
  if (superClass === null) return { kind: 'none' };
  const unknown: Base = { kind: 'unknown', text: text.slice(superClass.start, superClass.end) };
  const root = rootOf(superClass);
  const meaning = root === null ? null : meaningOf(root, place, file);
  const origin = meaning?.kind === 'top' ? originOf(superClass, imports) : null;
  if (origin !== null) {
    const { specifier, exported } = origin;
    if (/^onex-runtime(\/|$)/.test(specifier) && RUNTIME_BASES.has(exported)) {
      return { kind: 'runtime', inherited: [], opensBus: false };
    }
    const bare = exported === '*' || exported === 'default' ? nameOf(superClass) : exported;
    if (/^(node:)?(events|stream|async_hooks|url)$/.test(specifier) && BARE_BASES.has(bare ?? '')) {
      return { kind: 'known', inherited: [], opensBus: false };
    }
    return statedBase(options) ?? resolved(specifier, exported, options) ?? unknown;
  }
  if (meaning?.kind === 'class' && superClass.type === 'Identifier') {
    const above = meaning.place;
    if (seen.has(above.node)) return unknown;
    const next = baseOf(above, file, imports, text, options, new Set([...seen, place.node]));
    if (next.kind === 'unknown') return next;
    const inherited = [...ownMembers(above, text), ...(next.kind === 'none' ? [] : next.inherited)];
    const opens = above.opensBus || (next.kind !== 'none' && next.opensBus);
    return { kind: next.kind === 'runtime' ? 'runtime' : 'known', inherited, opensBus: opens };
  }
  if (superClass.type === 'Identifier' && BARE_BASES.has(root ?? '') && meaning?.kind === 'nothing')
    return { kind: 'known', inherited: [], opensBus: false };
  return statedBase(options) ?? unknown;
}

/** The name that an `extends` starts with: `Base`, or `module` of `module.Base`. */
function rootOf(superClass: Node): string | null {
  return nameOf(superClass.type === 'MemberExpression' ? child(superClass, 'object') : superClass);
}

function originOf(superClass: Node, imports: ReadonlyMap<string, Imported>): Imported | null {
  const name = nameOf(superClass);
  if (name !== null) return imports.get(name) ?? null;
  if (superClass.type !== 'MemberExpression' || superClass['computed'] === true) return null;
  const module = imports.get(nameOf(child(superClass, 'object')) ?? '');
  const exported = nameOf(child(superClass, 'property'));
  if (module === undefined || exported === null) return null;
  return module.exported === '*' || module.exported === 'default'
    ? { specifier: module.specifier, exported }
    : null;
}

function statedBase(options: InjectionOptions): Base | null {
  if (options.baseMembers === undefined) return null;
  const inherited = options.baseMembers.map((name): Member => ({ ...INHERITED, name, kind: 'method' }));
  return { kind: 'known', inherited, opensBus: false };
}

function resolved(specifier: string, exported: string, options: InjectionOptions): Base | null {
  const found = options.resolveBase?.(specifier, exported) ?? null;
  if (found === null) return null;
  const inherited = found.members.map((member): Member => ({
    ...INHERITED,
    name: member.name,
    kind: member.kind,
    access: member.access,
    abstract: member.abstract,
    unlike: member.unlike,
  }));
  return { kind: found.runtime ? 'runtime' : 'known', inherited, opensBus: found.opensBus };
}
