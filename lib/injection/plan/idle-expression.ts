import { type Node, walk } from '../parse/index.ts';

/** Expressions that only say what there is, and functions, which wait to be called. */
const IDLE =
  /^(?:(?:String|Numeric|Boolean|Null|BigInt|RegExp|Template)Literal|TemplateElement|Identifier|PrivateName|ThisExpression|(?:Optional)?MemberExpression|(?:Object|Array|Unary|Binary|Logical|Conditional)Expression|ObjectProperty|ParenthesizedExpression|(?:Arrow)?FunctionExpression|TS\w+)$/;

/** Whether evaluating it sets nothing in motion, so that it does not matter what happens before. */
export function isIdle(expression: Node | null): boolean {
  let idle = true;
  if (expression === null) return idle;
  walk(expression, (node) => {
    if (!IDLE.test(node.type) || node['operator'] === 'delete') idle = false;
    return idle && !/Function|Type$/.test(node.type);
  });
  return idle;
}
