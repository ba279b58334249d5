import { child, nameOf, type Node, type Way } from '../../injection/parse/node.ts';
import { addTo, type Facts } from './facts.ts';
import { bindsAny } from './scopes.ts';

/** Nodes that name something at a key without referring to a binding. */
const NAMING: Readonly<Record<string, string>> = {
  MemberExpression: 'property',
  OptionalMemberExpression: 'property',
  ObjectProperty: 'key',
  ObjectMethod: 'key',
  ClassMethod: 'key',
  ClassProperty: 'key',
  ClassAccessorProperty: 'key',
  TSPropertySignature: 'key',
  TSMethodSignature: 'key',
  TSDeclareMethod: 'key',
  TSEnumMember: 'id',
  TSModuleDeclaration: 'id',
  TSQualifiedName: 'right',
  TSNamedTupleMember: 'label',
  LabeledStatement: 'label',
  BreakStatement: 'label',
  ContinueStatement: 'label',
  ImportAttribute: 'key',
};

const NEVER = /^(?:Import(?:Default|Namespace)?Specifier|ExportNamespaceSpecifier|MetaProperty|PrivateName)$/;

/** Whether an identifier stands for what its name is bound to. */
function isReference(node: Node, above: Way | null): boolean {
  const parent = above?.node;
  if (!parent) return false;
  if (node.type === 'JSXIdentifier') {
    const isElement = /^JSX(?:Opening|Closing)Element$/.test(parent.type) && /^[A-Z]/.test(nameOf(node)!);
    return isElement || (parent.type === 'JSXMemberExpression' && child(parent, 'object') === node);
  }
  if (node.type !== 'Identifier' || NEVER.test(parent.type)) return false;
  if (parent.type === 'ExportSpecifier') {
    return child(parent, 'local') === node && child(above.above?.node ?? null, 'source') === null;
  }
  const naming = NAMING[parent.type];
  return naming === undefined || parent['computed'] === true || child(parent, naming) !== node;
}

/** The innermost node around a place that binds a name; null where none does. */
export function binderOf(name: string, above: Way | null): Node | null {
  for (let way = above; way !== null; way = way.above) if (bindsAny(way.node, name)) return way.node;
  return null;
}

/** Names that nothing in the module binds. */
export function addUnbound(facts: Facts, node: Node, above: Way | null): void {
  if (!isReference(node, above)) return;
  const name = String(node['name']);
  if (binderOf(name, above) === null)
    addTo(facts, `${name} is used, but one side removed or renamed it`, name, node);
}
