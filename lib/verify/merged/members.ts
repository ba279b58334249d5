import { child, children, nameOf, type Node } from '../../injection/parse/node.ts';
import { raiseTo, type Facts } from './facts.ts';

const CONTAINERS =
  /^(?:ClassBody|TSInterfaceBody|TSTypeLiteral|TSEnumDeclaration|TSEnumBody|ObjectExpression)$/;

/** The name of a member; null where it is computed. */
function memberName(member: Node): string | null {
  if (member['computed'] === true) return null;
  const key = child(member, 'key') ?? child(member, 'id');
  if (key?.type === 'PrivateName') return `#${nameOf(child(key, 'id'))}`;
  return key?.type === 'NumericLiteral' ? String(key['value']) : nameOf(key);
}

/** Properties that a constructor declares by its parameters. */
function parameterProperties(member: Node): string[] {
  return children(member, 'params').flatMap((param) => {
    if (param.type !== 'TSParameterProperty') return [];
    const inner = child(param, 'parameter');
    return nameOf(inner?.type === 'AssignmentPattern' ? child(inner, 'left') : inner) ?? [];
  });
}

/** The members of a class, an interface, a type, an enum, or an object. */
export function membersOf(container: Node): readonly Node[] {
  for (const key of ['body', 'members', 'properties']) {
    const found = children(container, key);
    if (found.length > 0) return found;
  }
  return [];
}

/** Names of all members, declared in the body or by the constructor's parameters. */
export function memberNames(container: Node): ReadonlySet<string> {
  return new Set(
    membersOf(container).flatMap((member) => [memberName(member) ?? [], parameterProperties(member)].flat()),
  );
}

/** Members of one name count once where they are a getter and a setter, or signatures of one method. */
function countOf(members: readonly Node[]): number {
  const kinds = members.map(({ type, kind }) => (type === 'TSDeclareMethod' ? 'signature' : kind));
  const count = (kind: string) => kinds.filter((each) => each === kind).length;
  const pairs = Math.max(count('get'), count('set'));
  const others = kinds.length - count('get') - count('set') - count('signature');
  return pairs + others + (pairs + others === 0 && count('signature') > 0 ? 1 : 0);
}

/** Members of one name in a container, and cases of one value in a switch. */
export function addMembersTwice(facts: Facts, node: Node): void {
  if (node.type === 'SwitchStatement') return addCasesTwice(facts, node);
  if (!CONTAINERS.test(node.type)) return undefined;
  const byName = new Map<string, Node[]>();
  for (const member of membersOf(node)) {
    const name = memberName(member);
    if (name === null) continue;
    const key = `${member['static'] === true ? 'static ' : ''}${name}`;
    byName.set(key, [...(byName.get(key) ?? []), member]);
  }
  for (const [name, members] of byName) {
    raiseTo(
      facts,
      `two members are named ${name}`,
      name.replace(/^static /, ''),
      countOf(members),
      members.at(-1)!,
    );
  }
}

function addCasesTwice(facts: Facts, node: Node): void {
  const byValue = new Map<string, Node[]>();
  for (const one of children(node, 'cases')) {
    const test = child(one, 'test');
    const value = test?.type.endsWith('Literal') ? String(test['value']) : null;
    if (value !== null) byValue.set(value, [...(byValue.get(value) ?? []), one]);
  }
  for (const [value, cases] of byValue) {
    raiseTo(facts, `two cases are for ${JSON.stringify(value)}`, value, cases.length, cases.at(-1)!);
  }
}
