import { at, clash, describe, SEPARATE } from './clash.ts';
import type { Member } from './members.ts';
import { child, type Node } from './node.ts';

/** The seven fields, with what an own field of that name must be for the bus to use it. */
export const FIELDS: ReadonlyMap<
  string,
  { readonly types: RegExp; readonly values: RegExp; readonly wanted: string }
> = new Map([
  [
    'eventPublisher',
    {
      types: /^(EventPublisher ?\| ?undefined|undefined ?\| ?EventPublisher)$/,
      values: /^undefined$/,
      wanted: 'EventPublisher | undefined',
    },
  ],
  ['bootstrapServers', optionalText()],
  ['serviceName', { types: /^string$/, values: /^(['"`]|.*process\.env\b.*\?\?)/s, wanted: 'string' }],
  ['instanceId', optionalText()],
  ['nodeId', optionalText()],
  ['isRunning', { types: /^boolean$/, values: /^(true|false)$/, wanted: 'boolean' }],
  [
    'shutdownSignal',
    {
      types: /^(globalThis\.)?AbortController$/,
      values: /^new (globalThis\.)?AbortController\b/,
      wanted: 'AbortController',
    },
  ],
]);

function optionalText(): { types: RegExp; values: RegExp; wanted: string } {
  return {
    types: /^(string|string ?\| ?undefined|undefined ?\| ?string)$/,
    values: /^(['"`]|undefined$|.*process\.env\b)/s,
    wanted: 'string | undefined',
  };
}

/** Throws a clash where an own member has the name of a field and cannot serve as it. */
export function refuseUnfit(member: Member, className: string, classNode: Node, text: string): void {
  const field = FIELDS.get(member.name);
  if (field === undefined) return;
  const offset = at(member, classNode);
  const what = `${describe(member, className)} cannot serve as the bus's field ${member.name}`;
  if (member.kind !== 'field' || member.access !== 'public') {
    throw clash(`${what}, which is a public field of type ${field.wanted}`, offset, SEPARATE);
  }
  if (member.readonly && member.name !== 'shutdownSignal') {
    throw clash(`${what}: it is readonly, and the bus sets it`, offset, SEPARATE);
  }
  if (member.node?.['optional'] === true) {
    throw clash(
      `${what}: it is optional, and the bus wants it declared as ${field.wanted}`,
      offset,
      SEPARATE,
    );
  }
  const value = child(member.node, 'value');
  const valueText = value === null ? null : text.slice(value.start, value.end);
  const fits =
    member.type !== null
      ? field.types.test(member.type)
      : valueText !== null
        ? field.values.test(valueText)
        : member.node?.type === 'ClassProperty';
  if (!fits) {
    const has = member.type ?? valueText ?? 'unknown';
    throw clash(`${what}: it is ${has.slice(0, 60)}, and the bus wants ${field.wanted}`, offset, SEPARATE);
  }
}
