import { child, children, nameOf, type Node, walk } from '../parse/index.ts';

/**
 * Whether control can reach the end of a statement. If that depends on types or other functions, the end is assumed to
 * be reachable.
 */
export function endIsReached(node: Node | null): boolean {
  switch (node?.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return false;
    case 'BlockStatement':
      return children(node, 'body').every(endIsReached);
    case 'IfStatement':
      return endIsReached(child(node, 'consequent')) || endIsReached(child(node, 'alternate'));
    case 'TryStatement': {
      const handler = child(node, 'handler');
      const finalizer = child(node, 'finalizer');
      if (finalizer !== null && !endIsReached(finalizer)) return false;
      return endIsReached(child(node, 'block')) || (handler !== null && endIsReached(child(handler, 'body')));
    }
    case 'WhileStatement':
      return !isTrue(child(node, 'test')) || breaksOut(node, null);
    case 'DoWhileStatement':
      return !isTrue(child(node, 'test')) || breaksOut(node, null);
    case 'ForStatement':
      return !(child(node, 'test') === null || isTrue(child(node, 'test'))) || breaksOut(node, null);
    case 'SwitchStatement': {
      const cases = children(node, 'cases');
      if (!cases.some((one) => child(one, 'test') === null) || breaksOut(node, null)) return true;
      return children(cases.at(-1) ?? null, 'consequent').every(endIsReached);
    }
    case 'LabeledStatement':
      return endIsReached(child(node, 'body')) || breaksOut(node, nameOf(child(node, 'label')));
    default:
      return true;
  }
}

function isTrue(test: Node | null): boolean {
  return test?.type === 'BooleanLiteral' && test['value'] === true;
}

/** Whether a `break` inside leaves `outer`: one with its label or, for a loop or `switch`, one without a label. */
function breaksOut(outer: Node, label: string | null): boolean {
  let found = false;
  walk(outer, (node) => {
    if (/Function|Method|^Class/.test(node.type)) return false;
    if (node.type === 'BreakStatement') found ||= nameOf(child(node, 'label')) === label;
    return label !== null || node === outer || !/^(For\w*|While|DoWhile|Switch)Statement$/.test(node.type);
  });
  return found;
}
