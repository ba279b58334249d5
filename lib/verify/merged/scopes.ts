import { child, children, walk, type Node } from '../../injection/parse/node.ts';
import { binds, hoisted, isScope, namesIn } from '../../injection/survey/scope.ts';
import { raiseTo, type Facts } from './facts.ts';

const known = new WeakMap<Node, ReadonlySet<string>>();

const textOf = (value: unknown): string[] => (typeof value === 'string' ? [value] : []);

/** Names that types bind for what is inside them: type parameters, parameters of signatures, `infer`. */
function boundByType(node: Node): ReadonlySet<string> {
  const found = known.get(node);
  if (found !== undefined) return found;
  const own = children(child(node, 'typeParameters'), 'params').flatMap(({ name }) => textOf(name));
  if (node.type.startsWith('TS')) {
    for (const key of ['parameters', 'params']) own.push(...children(node, key).flatMap(namesIn));
  }
  if (node.type === 'TSMappedType') own.push(...textOf(child(node, 'typeParameter')?.['name']));
  if (node.type === 'TSConditionalType') {
    walk(child(node, 'extendsType') ?? node, (inner) => {
      if (inner.type === 'TSInferType') own.push(...textOf(child(inner, 'typeParameter')?.['name']));
    });
  }
  if (node.type === 'TSEnumDeclaration') {
    const members = [...children(node, 'members'), ...children(child(node, 'body'), 'members')];
    own.push(...members.flatMap((member) => namesIn(child(member, 'id'))));
  }
  const names = new Set(own);
  known.set(node, names);
  return names;
}

/** Whether a node binds a name for what is inside it. */
export function bindsAny(node: Node, name: string): boolean {
  return binds(node, name) || boundByType(node).has(name);
}

interface Declaration {
  readonly name: string;
  readonly node: Node;
}

const TYPES = /^TS(?:Interface|TypeAlias)Declaration$/;
const BOTH = /^(?:Class|TSEnum|Import)/;

/** What a statement declares as a value and as a type; a value and a type may share a name. */
function declaredBy(statement: Node, space: 'value' | 'type'): Declaration[] {
  const isExport = /^Export(?:Named|Default)Declaration$/.test(statement.type);
  const node = isExport ? child(statement, 'declaration') : statement;
  if (!node || node['declare'] === true || node.type === 'TSDeclareFunction') return [];
  if (!node.type.endsWith('Declaration') || node.type === 'TSModuleDeclaration') return [];
  // A `var` is counted with its function.
  if (node['kind'] === 'var') return [];
  const isIn = BOTH.test(node.type) || TYPES.test(node.type) === (space === 'type');
  return isIn ? namesIn(node).map((name) => ({ name, node })) : [];
}

function statementsOf(scope: Node): readonly Node[] {
  return [
    ...children(scope, 'body'),
    ...children(scope, 'cases').flatMap((one) => children(one, 'consequent')),
  ];
}

function declarationsOf(scope: Node, space: 'value' | 'type'): Declaration[] {
  const found = statementsOf(scope).flatMap((statement) => declaredBy(statement, space));
  const own = space === 'value' && scope.type === 'Program' ? new Set(hoisted(scope)) : [];
  return [...found, ...[...own].map((name) => ({ name, node: scope }))];
}

/** Names that are declared more than once in one scope. */
export function addDeclaredTwice(facts: Facts, node: Node): void {
  if (!isScope(node)) return;
  for (const space of ['value', 'type'] as const) {
    const places = new Map<string, Node[]>();
    for (const { name, node: place } of declarationsOf(node, space)) {
      places.set(name, [...(places.get(name) ?? []), place]);
    }
    for (const [name, nodes] of places) {
      raiseTo(facts, `${name} is declared twice`, name, nodes.length, nodes.at(-1)!);
    }
  }
}
