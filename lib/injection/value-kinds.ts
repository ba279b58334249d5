import { child, nameOf, type Node } from './node.ts';

/** What the value of an expression can be, as far as the bus's fields tell values apart. */
export type ValueKind = 'string' | 'undefined' | 'boolean' | 'AbortController' | 'null' | 'unknown' | 'other';

const UNKNOWN: ReadonlySet<string> = new Set([
  'Identifier',
  'MemberExpression',
  'OptionalMemberExpression',
  'CallExpression',
  'OptionalCallExpression',
  'AwaitExpression',
  'AssignmentExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
]);

/** @param isGlobal Whether a name means the global where the expression stands. */
export function valueKinds(node: Node | null, isGlobal: (name: string) => boolean): readonly ValueKind[] {
  const kindsOf = (key: string): readonly ValueKind[] => valueKinds(child(node, key), isGlobal);
  switch (node?.type) {
    case 'StringLiteral':
    case 'TemplateLiteral':
      return ['string'];
    case 'BooleanLiteral':
      return ['boolean'];
    case 'NullLiteral':
      return ['null'];
    case 'UnaryExpression':
      return [node['operator'] === '!' ? 'boolean' : node['operator'] === 'void' ? 'undefined' : 'other'];
    case 'BinaryExpression':
      if (/^(?:[=!]==?|[<>]=?|in|instanceof)$/.test(node['operator'] as string)) return ['boolean'];
      return [[...kindsOf('left'), ...kindsOf('right')].includes('string') ? 'string' : 'unknown'];
    case 'NewExpression':
      return [isAbortController(child(node, 'callee'), isGlobal) ? 'AbortController' : 'other'];
    case 'TSNonNullExpression':
      return kindsOf('expression').filter((kind) => kind !== 'undefined');
    case 'ConditionalExpression':
      return [...kindsOf('consequent'), ...kindsOf('alternate')];
    case 'LogicalExpression':
      if (node['operator'] === '&&') return ['unknown'];
      return [
        ...kindsOf('left').filter((kind) => kind !== 'undefined' && kind !== 'null'),
        ...kindsOf('right'),
      ];
    default:
      if (node === null || node === undefined) return ['undefined'];
      if (nameOf(node) === 'undefined') return ['undefined'];
      if (isEnvironment(node, isGlobal)) return ['string', 'undefined'];
      return [UNKNOWN.has(node.type) ? 'unknown' : 'other'];
  }
}

function isAbortController(callee: Node | null, isGlobal: (name: string) => boolean): boolean {
  if (callee?.type === 'Identifier')
    return nameOf(callee) === 'AbortController' && isGlobal('AbortController');
  return isMember(callee, 'AbortController') && nameOf(child(callee, 'object')) === 'globalThis';
}

/** `process.env.NAME`, `process.env['NAME']`. */
function isEnvironment(node: Node, isGlobal: (name: string) => boolean): boolean {
  const environment = node.type === 'MemberExpression' ? child(node, 'object') : null;
  if (!isMember(environment, 'env')) return false;
  const process = child(environment, 'object');
  if (process?.type === 'Identifier') return nameOf(process) === 'process' && isGlobal('process');
  return isMember(process, 'process') && nameOf(child(process, 'object')) === 'globalThis';
}

function isMember(node: Node | null, name: string): boolean {
  return (
    node?.type === 'MemberExpression' && node['computed'] !== true && nameOf(child(node, 'property')) === name
  );
}
