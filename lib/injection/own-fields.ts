import { at, clash, describe, SEPARATE } from './clash.ts';
import { FIELDS, type Field, type FieldContext } from './fields.ts';
import type { Member } from './members.ts';
import type { Node } from './node.ts';
import { valueKinds } from './value-kinds.ts';

/**
 * Throws a clash where members of one name, that of a field, cannot serve as it.
 * @param members The declaration, and what is assigned to it.
 */
export function refuseUnfit(
  members: readonly Member[],
  className: string,
  classNode: Node,
  context: FieldContext,
): void {
  const [first] = members;
  const field = FIELDS.get(first?.name ?? '');
  if (first === undefined || field === undefined) return;
  for (const member of members) refuseUnreachable(member, field, className, classNode);
  const refuse = (member: Member, has: string): never => {
    throw clash(
      `${describe(member, className)} cannot serve as the bus's field ${member.name}: it is ${has.slice(0, 60)}, and the bus wants ${field.wanted}`,
      at(member, classNode),
      SEPARATE,
    );
  };
  const { text, typescript } = context;
  if (typescript && first.type !== null) {
    if (!field.takesType(alternatives(first.type), context)) refuse(first, first.type);
    return;
  }
  if (
    first.node === null ||
    (typescript && first.node.type === 'TSParameterProperty' && first.value === null)
  ) {
    refuse(first, 'unknown');
  }
  const atOnce = members.filter((one) => one.value !== null && one.assigned !== 'later');
  const fits = typescript ? field.values : [...field.values, ...field.untyped];
  // Without a value the compiler takes the field for anything, and in JavaScript it is undefined.
  if (!typescript && atOnce.length === 0 && !fits.includes('undefined')) {
    refuse(first, 'not set in the constructor');
  }
  for (const member of typescript ? atOnce : members) {
    if (member.value === null) continue;
    const unfit = valueKinds(member.value, context.isGlobal).some((kind) => !fits.includes(kind));
    if (unfit) refuse(member, text.slice(member.value.start, member.value.end).replace(/\s+/g, ' '));
  }
}

function refuseUnreachable(member: Member, field: Field, className: string, classNode: Node): void {
  const offset = at(member, classNode);
  const what = `${describe(member, className)} cannot serve as the bus's field ${member.name}`;
  if (member.kind !== 'field' || member.access !== 'public') {
    throw clash(`${what}, which is a public field of type ${field.wanted}`, offset, SEPARATE);
  }
  if (member.readonly && member.name !== 'shutdownSignal') {
    throw clash(`${what}: it is readonly, and the bus sets it`, offset, SEPARATE);
  }
  if (member.optional) {
    throw clash(
      `${what}: it is optional, and the bus wants it declared as ${field.wanted}`,
      offset,
      SEPARATE,
    );
  }
}

function alternatives(type: string): readonly string[] {
  return type.split('|').map((one) => one.trim());
}
