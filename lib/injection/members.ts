import { child, children, nameOf, walk, type Node } from './node.ts';
import { readerOf } from './reader.ts';
import { unlikePlain } from './signature.ts';

/** A member of a class as the injection sees it. Computed and `#private` names cannot clash and are left out. */
export interface Member {
  readonly name: string;
  readonly kind: 'method' | 'field' | 'accessor';
  readonly static: boolean;
  readonly access: 'public' | 'protected' | 'private';
  readonly abstract: boolean;
  readonly readonly: boolean;
  /** Declared without a value of its own: `declare x`, `m?(): void`, an overload's signature. */
  readonly bodiless: boolean;
  /** As written, white space made single; null without an annotation. */
  readonly type: string | null;
  /** What a method has that `async name(): Promise<void>` has not (see `unlikePlain`); null for anything else. */
  readonly unlike: string | null;
  /** The method, or the function a field holds; null for what is inherited or holds none. */
  readonly callable: Node | null;
  /** null for what is inherited from a class outside the file. */
  readonly node: Node | null;
}

/** What is assumed of a member that is only known by name. */
export const INHERITED: Omit<Member, 'name' | 'kind'> = {
  static: false,
  access: 'public',
  abstract: false,
  readonly: false,
  bodiless: false,
  type: null,
  unlike: null,
  callable: null,
  node: null,
};

/** The members one node of a class body stands for: none, one, or (a constructor) one for each parameter property. */
function memberOf(node: Node, text: string): readonly Member[] {
  if (node['kind'] === 'constructor')
    return children(node, 'params').flatMap((at) => parameterProperty(at, text));
  if (node['computed'] === true) return [];
  const name = nameOf(child(node, 'key'));
  if (name === null) return [];
  const common = {
    ...INHERITED,
    name,
    static: node['static'] === true,
    access: (node['accessibility'] as Member['access'] | undefined) ?? 'public',
    abstract: node['abstract'] === true,
    readonly: node['readonly'] === true,
    node,
  };
  switch (node.type) {
    case 'ClassMethod':
      if (node['kind'] !== 'method') return [{ ...common, kind: 'accessor' }];
      return [{ ...common, kind: 'method', callable: node, unlike: unlikePlain(node, text) }];
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
          callable: holds ? value : null,
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

/** Fields that only an assignment in a method or constructor makes (`this.nodeId = …`), by name. */
export function assignedMembers(classNode: Node): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  const body = child(classNode, 'body');
  if (body === null) return found;
  walk(body, (node) => {
    // `this` of an inner class or plain function is another object.
    if (/^(Class(Declaration|Expression)|Function(Declaration|Expression)|ObjectMethod)$/.test(node.type))
      return false;
    if (node.type !== 'AssignmentExpression') return true;
    const left = child(node, 'left');
    if (left?.type !== 'MemberExpression' || child(left, 'object')?.type !== 'ThisExpression') return true;
    const name = left['computed'] === true ? null : nameOf(child(left, 'property'));
    const known = name === null ? undefined : found.get(name);
    if (name !== null && (known === undefined || known.start > node.start)) found.set(name, node);
    return true;
  });
  return found;
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
      type: typeText(child(target, 'typeAnnotation'), text),
      node,
    },
  ];
}

function typeText(annotation: Node | null, text: string): string | null {
  const type = child(annotation, 'typeAnnotation');
  return type === null ? null : text.slice(type.start, type.end).replace(/\s+/g, ' ');
}
