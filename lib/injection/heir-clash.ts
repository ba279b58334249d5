import { at, clash, ClashError, describe, SEPARATE, type Clash } from './clash.ts';
import { refuseUnfit } from './own-fields.ts';
import type { FieldContext } from './fields.ts';
import { canIntrospect } from './introspection.ts';
import type { Member } from './members.ts';
import { child, nameOf, walk, type Node } from './node.ts';
import { ownMembers } from './own-members.ts';
import type { ClassPlace } from './survey.ts';

/**
 * Why a class that inherits the bus would not have it, or would not fit what it inherits; null where it is well.
 * @param bus Names of what the base class has of the bus. @param added Those that it gets in this run.
 */
export function heirClash(
  heir: ClassPlace,
  className: string,
  baseName: string,
  bus: ReadonlySet<string>,
  added: ReadonlySet<string>,
  context: FieldContext,
): Clash | null {
  const own = ownMembers(heir, context.text);
  try {
    for (const member of own) refuseMember(member, own, heir.node, className, baseName, bus, added, context);
    return null;
  } catch (error) {
    if (error instanceof ClashError) return error.clash;
    throw error;
  }
}

function refuseMember(
  member: Member,
  own: readonly Member[],
  heir: Node,
  className: string,
  baseName: string,
  bus: ReadonlySet<string>,
  added: ReadonlySet<string>,
  context: FieldContext,
): void {
  const { name } = member;
  if (!bus.has(name)) return;
  const what = `${describe(member, className)} stands in the way of the one that ${className} inherits from ${baseName}`;
  if (/^(?:initialize|shutdown)/.test(name)) {
    // Of an overloaded method, only the one with the body says what happens.
    if (member.bodiless && own.some((one) => one.name === name && !one.bodiless)) return;
    if (callsSuper(member.callable, name)) return;
    const verb = name.startsWith('initialize') ? 'opens' : 'closes';
    const remedy = added.has(name) ? SEPARATE : `call await super.${name}() in it, or rename it`;
    throw clash(`${what} and never calls it, so the bus never ${verb}`, at(member, heir), remedy);
  }
  if (name === 'publishIntrospectionEvent') {
    if (!added.has(name) && canIntrospect(member, context.text, context.typescript)) return;
    throw clash(what, at(member, heir), 'rename it');
  }
  if (added.has(name)) throw clash(what, at(member, heir), SEPARATE);
  // To assign to what is inherited is to use it.
  if (member.assigned !== null) return;
  refuseUnfit([member], className, heir, context);
}

function callsSuper(callable: Node | null, name: string): boolean {
  if (callable === null) return false;
  let found = false;
  walk(callable, (node) => {
    const callee = node.type === 'CallExpression' ? child(node, 'callee') : null;
    if (child(callee, 'object')?.type === 'Super' && nameOf(child(callee, 'property')) === name) found = true;
    return !found;
  });
  return found;
}
