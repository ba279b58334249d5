import { constantText } from './constant-text.ts';
import { ALL_BUS_MEMBERS } from './bus-members.ts';
import { child, children, nameOf, type Node, readerOf } from '../parse/index.ts';
import { unlikePlain } from './signature.ts';

/**
 * A member of a class as the injection sees it. Names computed from anything but a literal, and `#private` names,
 * cannot clash and are left out.
 */
export interface Member {
  readonly name: string;
  readonly kind: 'method' | 'field' | 'accessor';
  readonly static: boolean;
  readonly access: 'public' | 'protected' | 'private';
  readonly abstract: boolean;
  readonly readonly: boolean;
  /** Declared without a value of its own: `declare x`, `m?(): void`, an overload's signature. */
  readonly bodiless: boolean;
  /** As written, with white space collapsed; null without an annotation. */
  readonly type: string | null;
  /** How a method differs from `async name(): Promise<void>` (see `unlikePlain`); null for anything else. */
  readonly unlike: string | null;
  readonly optional: boolean;
  /** The initial value of a field; null if there is none. */
  readonly value: Node | null;
  /** Created by an assignment (`this.nodeId = …`) instead of a declaration: at once, in the constructor, or later. */
  readonly assigned: 'at once' | 'later' | null;
  /** The method, or the function that a field holds; null for inherited members and for fields without a function. */
  readonly callable: Node | null;
  /** null for a member inherited from a class outside the file. */
  readonly node: Node | null;
}

/** Defaults for a member of which only the name is known. */
export const INHERITED: Omit<Member, 'name' | 'kind'> = {
  static: false,
  access: 'public',
  abstract: false,
  readonly: false,
  bodiless: false,
  type: null,
  unlike: null,
  optional: false,
  value: null,
  assigned: null,
  callable: null,
  node: null,
};

/**
 * Returns the members that one node of a class body declares: none, one, or (for a constructor) one per parameter
 * property.
 */
function memberOf(node: Node, text: string): readonly Member[] {
  if (node['kind'] === 'constructor')
    return children(node, 'params').flatMap((at) => parameterProperty(at, text));
  const name = keyOf(node) ?? constantKey(node, text);
  if (name === null) return [];
  const common = {
    ...INHERITED,
    name,
    static: node['static'] === true,
    access: (node['accessibility'] as Member['access'] | undefined) ?? 'public',
    abstract: node['abstract'] === true,
    readonly: node['readonly'] === true,
    optional: node['optional'] === true,
    node,
  };
  switch (node.type) {
    case 'ClassMethod':
      if (node['kind'] !== 'method') return [{ ...common, kind: 'accessor' }];
      // A later run would not find a call in a method with a computed name.
      return [
        {
          ...common,
          kind: 'method',
          callable: isPlainKey(node) ? node : null,
          unlike: unlikePlain(node, text),
        },
      ];
    case 'TSDeclareMethod':
      return [{ ...common, kind: 'method', bodiless: true, unlike: unlikePlain(node, text) }];
    case 'ClassProperty': {
      const value = child(node, 'value');
      const holds = value?.type === 'ArrowFunctionExpression' || value?.type === 'FunctionExpression';
      return [
        {
          ...common,
          kind: 'field',
          bodiless: node['declare'] === true,
          type: typeText(child(node, 'typeAnnotation'), text),
          callable: holds && isPlainKey(node) ? value : null,
          value,
        },
      ];
    }
    case 'ClassAccessorProperty':
      return [{ ...common, kind: 'accessor' }];
    default:
      return [];
  }
}

const readBody = readerOf<Node[]>('ClassBody', { Declaration: (node, into) => into.push(node) });

export function membersOf(classNode: Node, text: string): readonly Member[] {
  return readBody(child(classNode, 'body'), []).flatMap((node) => memberOf(node, text));
}

function parameterProperty(node: Node, text: string): readonly Member[] {
  if (node.type !== 'TSParameterProperty') return [];
  const parameter = child(node, 'parameter');
  const target = parameter?.type === 'AssignmentPattern' ? child(parameter, 'left') : parameter;
  const name = nameOf(target);
  if (name === null) return [];
  return [
    {
      ...INHERITED,
      name,
      kind: 'field',
      access: (node['accessibility'] as Member['access'] | undefined) ?? 'public',
      readonly: node['readonly'] === true,
      optional: target?.['optional'] === true,
      type: typeText(child(target, 'typeAnnotation'), text),
      value: parameter === target ? null : child(parameter, 'right'),
      node,
    },
  ];
}

function typeText(annotation: Node | null, text: string): string | null {
  const type = child(annotation, 'typeAnnotation');
  return type === null ? null : text.slice(type.start, type.end).replace(/\s+/g, ' ');
}

/** Resolves a key that depends on constants of the file: `[KEY]`, `[Keys.up]`, `['init' + 'ialize']`. */
function constantKey(node: Node, text: string): string | null {
  const value = node['computed'] === true ? constantText(child(node, 'key'), text) : null;
  return value !== null && ALL_BUS_MEMBERS.has(value) ? value : null;
}

/** Whether the name of a member is written as a name or a string. */
function isPlainKey(node: Node): boolean {
  return node['computed'] !== true || child(node, 'key')?.type === 'StringLiteral';
}

/** `initialize`, `'initialize'`, `['initialize']`; null if the key is known only at run time. */
function keyOf(node: Node): string | null {
  const key = child(node, 'key');
  if (node['computed'] !== true || key?.type === 'StringLiteral') return nameOf(key);
  if (key?.type !== 'TemplateLiteral' || children(key, 'expressions').length > 0) return null;
  return (children(key, 'quasis')[0]?.['value'] as { cooked?: string } | undefined)?.cooked ?? null;
}
