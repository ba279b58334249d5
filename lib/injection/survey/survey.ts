import { calleeName, loadersOf, opensOwnBus } from './opens-bus.ts';
import { child, children, isClass, nameOf, type Node, nodesOf, walk, type Way } from '../parse/index.ts';

/** A class of the file with its ancestor nodes, outermost first. */
export interface ClassPlace {
  readonly node: Node;
  /**
   * Its own name, otherwise the name of its assignment target; `default` for an anonymous default export; otherwise
   * null.
   */
  readonly name: string | null;
  readonly ancestors: readonly Node[];
  /** Only declared (`declare class`, inside `declare module`), so there is no place for code. */
  readonly ambient: boolean;
  /** It calls `openEventBus` of the runtime for itself, through an injection or the user's own code. */
  readonly opensBus: boolean;
  /** Code that adds prototype members: `Store.prototype.initialize = …`, `Object.assign(Store.prototype, …)`. */
  readonly prototype: readonly Node[];
  /** Inside a function or another class. */
  readonly nested: boolean;
}

/** How often something is present, and how often it could be but is absent. */
export interface Count {
  readonly present: number;
  readonly absent: number;
}

/** The results of one walk over the tree of a file. */
export interface Survey {
  readonly classes: readonly ClassPlace[];
  /** Every identifier of the file, as often as it occurs. Any other name is free everywhere. */
  readonly identifiers: readonly string[];
  /** Strings of code (no JSX attributes) by their quote. */
  readonly quotes: { readonly single: number; readonly double: number };
  /** Statements and fields that may end in a semicolon, by whether they do. */
  readonly semicolons: { readonly present: number; readonly absent: number };
  /** Multi-line lists, by whether their last item has a comma. */
  readonly commas: Count;
  /** Braces of single-line lists, by whether there is a space inside. */
  readonly spaces: Count;
  readonly usesImportMeta: boolean;
  readonly usesTopLevelAwait: boolean;
}

const FUNCTIONS = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
  'StaticBlock',
]);
const LOOP_HEADS = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement']);

export function survey(program: Node, text: string): Survey {
  const identifiers: string[] = [];
  const found: Way[] = [];
  const quotes = { single: 0, double: 0 };
  const semicolons = { present: 0, absent: 0 };
  const commas = { present: 0, absent: 0 };
  const spaces = { present: 0, absent: 0 };
  let usesImportMeta = false;
  const awaits: (Way | null)[] = [];
  const calls: Way[] = [];
  const defining: Node[] = [];
  const aliases = new Map<string, string>();
  walk(program, (node, above) => {
    switch (node.type) {
      case 'Identifier':
      case 'JSXIdentifier':
        identifiers.push(node['name'] as string);
        break;
      case 'TSTypeParameter':
        if (typeof node['name'] === 'string') identifiers.push(node['name']);
        break;
      case 'StringLiteral':
      case 'DirectiveLiteral':
        if (above?.node.type !== 'JSXAttribute') {
          if (text[node.start] === "'") quotes.single += 1;
          else if (text[node.start] === '"') quotes.double += 1;
        }
        break;
      case 'MetaProperty':
        if (nameOf(child(node, 'meta')) === 'import') usesImportMeta = true;
        break;
      case 'CallExpression':
      case 'OptionalCallExpression':
        if (calleeName(node) === 'openEventBus') calls.push({ node, above });
        defining.push(node);
        break;
      case 'AssignmentExpression':
        defining.push(node);
        break;
      case 'VariableDeclarator': {
        const owner = ownerOfPrototype(child(node, 'init'));
        const alias = nameOf(child(node, 'id'));
        if (owner !== null && alias !== null) aliases.set(alias, owner);
        break;
      }
      case 'ObjectExpression':
      case 'ObjectPattern': {
        const last = children(node, 'properties').at(-1);
        if (last === undefined || text[node.start] !== '{') break;
        const rest = text.slice(last.end, node.end);
        if (/[\r\n]/.test(rest)) commas[/^\s*,/.test(rest) ? 'present' : 'absent'] += 1;
        else spaces[text[node.start + 1] === ' ' ? 'present' : 'absent'] += 1;
        break;
      }
      case 'AwaitExpression':
        awaits.push(above);
        break;
      case 'ClassDeclaration':
      case 'ClassExpression':
        found.push({ node, above });
        break;
      case 'VariableDeclaration':
      case 'ExpressionStatement':
      case 'ReturnStatement':
      case 'ThrowStatement':
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'ClassProperty':
      case 'ClassPrivateProperty':
      case 'ClassAccessorProperty':
      case 'TSTypeAliasDeclaration':
        if (LOOP_HEADS.has(above?.node.type ?? '')) break;
        semicolons[text[node.end - 1] === ';' ? 'present' : 'absent'] += 1;
        if (node.type === 'ImportDeclaration') {
          const brace = /\{(?=[ \w])( ?)/.exec(text.slice(node.start, node.end));
          if (brace !== null) spaces[brace[1] === ' ' ? 'present' : 'absent'] += 1;
        }
        break;
      default:
    }
  });
  const loaders = calls.length === 0 ? new Set<string>() : loadersOf(program, text);
  const openings = new Set(
    calls
      .filter(({ node, above }) => opensOwnBus(node, above, loaders))
      .flatMap(({ above }) => nodesOf(above).findLast(isClass) ?? []),
  );
  const byClass = Map.groupBy(defining, (one) => prototypeOf(one, aliases));
  return {
    classes: found
      .toSorted((a, b) => a.node.start - b.node.start)
      .map(({ node, above }) => place(node, nodesOf(above), openings.has(node), byClass)),
    identifiers,
    quotes,
    semicolons,
    commas,
    spaces,
    usesImportMeta,
    usesTopLevelAwait: awaits.some((above) => !nodesOf(above).some((outer) => FUNCTIONS.has(outer.type))),
  };
}

function place(
  node: Node,
  ancestors: readonly Node[],
  opensBus: boolean,
  prototypes: ReadonlyMap<string | null, readonly Node[]>,
): ClassPlace {
  const name = className(node, ancestors);
  return {
    node,
    opensBus,
    name,
    prototype: (name === null ? undefined : prototypes.get(name)) ?? [],
    ancestors,
    ambient: node['declare'] === true || ancestors.some((outer) => outer['declare'] === true),
    nested: ancestors.some(
      (outer) => FUNCTIONS.has(outer.type) || outer.type === 'ClassBody' || outer.type === 'CallExpression',
    ),
  };
}

/**
 * Returns `Store` for `Store.prototype.name = …` and `Object.assign(Store.prototype, …)`; null for anything else.
 * @param aliases Names of prototypes: `const proto = Store.prototype`.
 */
function prototypeOf(node: Node, aliases: ReadonlyMap<string, string>): string | null {
  const object = nameOf(child(child(node, 'callee'), 'object'));
  const isDefining = object === 'Object' || object === 'Reflect';
  const prototype = isDefining
    ? (children(node, 'arguments')[0] ?? null)
    : child(child(node, 'left'), 'object');
  return ownerOfPrototype(prototype) ?? aliases.get(nameOf(prototype) ?? '') ?? null;
}

/** Returns `Store` for `Store.prototype`. */
function ownerOfPrototype(node: Node | null): string | null {
  const isPrototype = node?.type === 'MemberExpression' && nameOf(child(node, 'property')) === 'prototype';
  return isPrototype ? nameOf(child(node, 'object')) : null;
}

function className(node: Node, ancestors: readonly Node[]): string | null {
  const own = nameOf(child(node, 'id'));
  if (own !== null) return own;
  // `(class {}) as X`, `<X>class {}`, and parentheses may separate a class from its assignment target.
  const outer = ancestors.findLast(
    (at) => !/^(TS(As|Satisfies|NonNull)|TSTypeAssertion|Parenthesized)/.test(at.type),
  );
  if (outer?.type === 'VariableDeclarator') return nameOf(child(outer, 'id'));
  if (outer?.type === 'ExportDefaultDeclaration') return 'default';
  if (outer?.type === 'AssignmentExpression') {
    const left = child(outer, 'left');
    return left?.type === 'MemberExpression' ? nameOf(child(left, 'property')) : nameOf(left);
  }
  if (outer?.type === 'ObjectProperty' || outer?.type === 'ClassProperty') return nameOf(child(outer, 'key'));
  return null;
}
