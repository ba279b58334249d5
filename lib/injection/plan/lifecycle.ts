import { type Base, foreignThis, type Member } from '../members/index.ts';
import { APART, at, clash, describe, SEPARATE } from './clash.ts';
import { child, children, type Node, walk } from '../parse/index.ts';
import { endIsReached } from './control-flow.ts';

/** Expressions without side effects, including functions, which do nothing until they are called. */
const IDLE =
  /^(?:(?:String|Numeric|Boolean|Null|BigInt|RegExp|Template)Literal|TemplateElement|Identifier|PrivateName|ThisExpression|(?:Optional)?MemberExpression|(?:Object|Array|Unary|Binary|Logical|Conditional)Expression|ObjectProperty|ParenthesizedExpression|(?:Arrow)?FunctionExpression|TS\w+)$/;

/** Whether evaluation has no side effects, so the order relative to it does not matter. */
function isIdle(expression: Node | null): boolean {
  let idle = true;
  if (expression === null) return idle;
  walk(expression, (node) => {
    if (!IDLE.test(node.type) || node['operator'] === 'delete') idle = false;
    return idle && !/Function|Type$/.test(node.type);
  });
  return idle;
}

export type Lifecycle =
  /** A new method is added. */
  | { readonly how: 'add'; readonly override: boolean; readonly callsSuper: boolean }
  /** The body of the existing method gains one call. */
  | { readonly how: 'extend'; readonly callable: Node };

/** Decides how a class gets `initialize` or `shutdown`; throws a clash if it cannot. */
export function lifecycleOf(
  name: string,
  classNode: Node,
  className: string,
  base: Base,
  own: readonly Member[],
  inherited: readonly Member[],
  typescript: boolean,
  text: string,
): Lifecycle {
  const mine = own.filter((member) => member.name === name);
  const set = mine.find((member) => member.assigned !== null);
  if (set !== undefined) {
    const what = `${describe(set, className)} ${set.node?.type === 'CallExpression' ? 'may be set' : 'is set'} here and would hide the method ${name}() that the bus opens or closes in`;
    throw clash(what, at(set, classNode), `make it a method, or ${APART}`);
  }
  const withBody = mine.find((member) => member.callable !== null);
  const first = withBody ?? mine[0];
  if (first !== undefined) {
    const stands = `${describe(first, className)} is where the method ${name}() belongs`;
    const callable = first.callable;
    if (callable === null)
      throw clash(
        `${stands} and has no body to extend, or none under a plain name`,
        at(first, classNode),
        SEPARATE,
      );
    if (callable['generator'] === true)
      throw clash(`${stands} and is a generator`, at(first, classNode), SEPARATE);
    if (callable['async'] !== true) {
      throw clash(
        `${stands} and is not async, so it cannot wait for the bus`,
        at(first, classNode),
        `make it async, or ${SEPARATE}`,
      );
    }
    const foreign = foreignThis(callable, className, text);
    if (foreign !== null) {
      throw clash(
        `${stands} and its this is ${foreign}`,
        at(first, classNode),
        `leave this: ${foreign} out, or ${SEPARATE}`,
      );
    }
    const body = child(callable, 'body');
    if (body?.type !== 'BlockStatement') {
      throw clash(
        `${stands} and has no braces to put a call into`,
        at(first, classNode),
        `give it braces, or ${SEPARATE}`,
      );
    }
    if (name === 'initialize') refuseEnd(body, stands, at(first, classNode));
    return { how: 'extend', callable };
  }
  const called = inherited.filter((member) => member.name === name);
  // A field of the object hides the methods of all classes in its chain.
  const above =
    called.find((member) => member.kind === 'field' && !member.bodiless) ??
    called.find((member) => member.abstract || !member.bodiless);
  if (above !== undefined) {
    // The signatures of an overloaded method come before its implementation.
    const unlike =
      called.slice(0, called.indexOf(above) + 1).find((one) => one.unlike !== null)?.unlike ?? null;
    if (above.kind !== 'method' || above.access === 'private' || unlike !== null) {
      const why = unlike ?? `is a ${above.access} ${above.kind}`;
      throw clash(
        `${name}() that ${className} inherits ${why}, so it cannot be extended`,
        classNode.start,
        SEPARATE,
      );
    }
    return { how: 'add', override: typescript, callsSuper: !above.abstract };
  }
  if (base.kind === 'runtime') return { how: 'add', override: typescript, callsSuper: true };
  return { how: 'add', override: false, callsSuper: false };
}

/** The bus opens last, so the end or the last return must be reachable and must have no side effects. */
function refuseEnd(body: Node, stands: string, offset: number): void {
  const statements = children(body, 'body');
  const last = statements.at(-1);
  const returns = last?.type === 'ReturnStatement' ? last : null;
  if (!(returns === null ? statements : statements.slice(0, -1)).every(endIsReached)) {
    throw clash(`${stands} and its end is never reached`, offset, SEPARATE);
  }
  if (returns !== null && !isIdle(child(returns, 'argument'))) {
    throw clash(
      `${stands} and still does something in this return, before which the bus would open`,
      returns.start,
      `put the value into a variable and return that, or ${APART}`,
    );
  }
}
