import type { Base } from './base.ts';
import { child, children, type Node } from './node.ts';
import { assignedMembers, membersOf, type Member } from './members.ts';

/** The seven fields, with what an own field of that name must be for the bus to use it. */
const FIELDS: ReadonlyMap<
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

export type Lifecycle =
  /** A method of its own goes in. */
  | { readonly how: 'add'; readonly override: boolean; readonly callsSuper: boolean }
  /** The own method's body gains one call. */
  | { readonly how: 'extend'; readonly callable: Node };

export interface Settlement {
  /** Fields that go in; empty when one host field takes them all. */
  readonly fields: ReadonlySet<string>;
  /** The one field that holds the bus's state, instead of seven. */
  readonly hostField: string | null;
  readonly initialize: Lifecycle & { readonly name: string };
  readonly shutdown: Lifecycle & { readonly name: string };
  /** null: the class has one already. */
  readonly publishIntrospection: { readonly override: boolean } | null;
  /** Own members that are used as they are. */
  readonly reused: readonly { readonly name: string; readonly offset: number }[];
}

export interface Clash {
  readonly message: string;
  readonly offset: number;
  readonly remedy: string;
}

export type Settled =
  { readonly ok: true; readonly settlement: Settlement } | { readonly ok: false; readonly clash: Clash };

const SEPARATE = "rename it, or pass --separate to keep the bus's state and methods under names of their own";

/** Decides, member by member, what goes in, what is extended and what is used as it is; or names the first clash. */
export function settle(
  classNode: Node,
  className: string,
  base: Base,
  text: string,
  options: { readonly typescript: boolean; readonly separate: boolean },
): Settled {
  const own = membersOf(classNode, text).filter((member) => !member.static);
  const inherited = base.kind === 'runtime' || base.kind === 'known' ? base.inherited : [];
  const reused: { name: string; offset: number }[] = [];
  const separate = options.separate || base.kind === 'unknown';
  try {
    refuseNarrowIndex(classNode, className, text);
    if (separate && base.kind === 'runtime') {
      throw clash(
        `${className} is a node of the runtime, which the event bus serves as a whole`,
        classNode.start,
        'leave --separate out and rename the members that clash',
      );
    }
    if (separate) {
      const names = ['eventBusHost', 'initializeEventBus', 'shutdownEventBus'] as const;
      for (const name of names) {
        const taken = [...own, ...inherited].find((member) => member.name === name);
        if (taken !== undefined) {
          throw clash(
            `${describe(taken, className)} has the name of a member that goes in`,
            at(taken, classNode),
            `rename it`,
          );
        }
      }
    }
    const fields = new Set<string>();
    if (!separate) {
      // The compiler refuses an assignment to what is declared nowhere.
      const assigned = options.typescript ? null : assignedMembers(classNode);
      for (const name of FIELDS.keys()) {
        const member = own.find((one) => one.name === name) ?? inherited.find((one) => one.name === name);
        const assignment = assigned?.get(name);
        if (member !== undefined) refuseUnfit(member, className, classNode, text);
        if (member === undefined && assignment === undefined) fields.add(name);
        else reused.push({ name, offset: member?.node?.start ?? assignment?.start ?? classNode.start });
      }
    }
    const introspection =
      own.find((one) => one.name === 'publishIntrospectionEvent') ??
      inherited.find((one) => one.name === 'publishIntrospectionEvent' && !one.abstract);
    if (introspection !== undefined && (introspection.kind !== 'method' || introspection.abstract)) {
      throw clash(
        `${describe(introspection, className)} stands where the method publishIntrospectionEvent() goes`,
        at(introspection, classNode),
        'rename it',
      );
    }
    if (introspection !== undefined) {
      reused.push({ name: 'publishIntrospectionEvent', offset: at(introspection, classNode) });
    }
    const lifecycle = (wanted: string, apart: string): Lifecycle & { name: string } =>
      separate
        ? { how: 'add', name: apart, override: false, callsSuper: false }
        : {
            name: wanted,
            ...lifecycleOf(wanted, classNode, className, base, own, inherited, options.typescript),
          };
    return {
      ok: true,
      settlement: {
        fields,
        hostField: separate ? 'eventBusHost' : null,
        initialize: lifecycle('initialize', 'initializeEventBus'),
        shutdown: lifecycle('shutdown', 'shutdownEventBus'),
        publishIntrospection:
          introspection === undefined
            ? {
                override:
                  inherited.some((one) => one.name === 'publishIntrospectionEvent') && options.typescript,
              }
            : null,
        reused,
      },
    };
  } catch (error) {
    if (error instanceof ClashError) return { ok: false, clash: error.clash };
    throw error;
  }
}

class ClashError extends Error {
  readonly clash: Clash;
  constructor(found: Clash) {
    super(found.message);
    this.clash = found;
  }
}

function clash(message: string, offset: number, remedy: string): ClashError {
  return new ClashError({ message, offset, remedy });
}

function at(member: Member, classNode: Node): number {
  return member.node?.start ?? classNode.start;
}

function describe(member: Member, className: string): string {
  const words = [
    member.access === 'public' ? '' : member.access,
    member.abstract ? 'abstract' : '',
    member.kind,
  ];
  return `the ${words.filter((word) => word !== '').join(' ')} ${className}.${member.name}`;
}

function refuseUnfit(member: Member, className: string, classNode: Node, text: string): void {
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

function lifecycleOf(
  name: string,
  classNode: Node,
  className: string,
  base: Base,
  own: readonly Member[],
  inherited: readonly Member[],
  typescript: boolean,
): Lifecycle {
  const mine = own.filter((member) => member.name === name);
  const withBody = mine.find((member) => member.callable !== null);
  const first = withBody ?? mine[0];
  if (first !== undefined) {
    const stands = `${describe(first, className)} stands where the method ${name}() goes`;
    const callable = first.callable;
    if (callable === null) throw clash(`${stands} and has no body to extend`, at(first, classNode), SEPARATE);
    if (callable['generator'] === true)
      throw clash(`${stands} and is a generator`, at(first, classNode), SEPARATE);
    if (callable['async'] !== true) {
      throw clash(
        `${stands} and is not async, so it cannot wait for the bus`,
        at(first, classNode),
        `make it async, or ${SEPARATE}`,
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
    const last = children(body, 'body').at(-1) ?? null;
    if (name === 'initialize' && last?.type !== 'ReturnStatement' && neverGoesOn(last)) {
      throw clash(`${stands} and its end is never reached`, at(first, classNode), SEPARATE);
    }
    return { how: 'extend', callable };
  }
  const above = inherited.find((member) => member.name === name && (member.abstract || !member.bodiless));
  if (above !== undefined) {
    if (above.kind !== 'method' || above.access === 'private' || above.requiredParameters > 0) {
      const why = above.requiredParameters > 0 ? 'takes parameters' : `is a ${above.access} ${above.kind}`;
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

/** Whether control leaves a statement by return or throw on every way, or never. */
function neverGoesOn(node: Node | null): boolean {
  switch (node?.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
      return true;
    case 'BlockStatement':
      return neverGoesOn(children(node, 'body').at(-1) ?? null);
    case 'IfStatement':
      return neverGoesOn(child(node, 'consequent')) && neverGoesOn(child(node, 'alternate'));
    case 'TryStatement': {
      if (neverGoesOn(child(node, 'finalizer'))) return true;
      const handler = child(node, 'handler');
      return neverGoesOn(child(node, 'block')) && (handler === null || neverGoesOn(child(handler, 'body')));
    }
    case 'WhileStatement':
      return child(node, 'test')?.['value'] === true;
    case 'ForStatement':
      return child(node, 'test') === null;
    default:
      return false;
  }
}

/** `[key: string]: number` admits no other member; `unknown` and `any` admit all. */
function refuseNarrowIndex(classNode: Node, className: string, text: string): void {
  for (const node of children(child(classNode, 'body'), 'body')) {
    if (node.type !== 'TSIndexSignature' || node['static'] === true) continue;
    const annotation = child(child(node, 'typeAnnotation'), 'typeAnnotation');
    if (annotation === null || /^TS(Unknown|Any)Keyword$/.test(annotation.type)) continue;
    const key = children(node, 'parameters')[0] ?? null;
    const keyType = child(child(key, 'typeAnnotation'), 'typeAnnotation')?.type;
    if (keyType === 'TSNumberKeyword' || keyType === 'TSSymbolKeyword') continue;
    throw clash(
      `the index signature of ${className} admits only members of type ${text.slice(annotation.start, annotation.end)}`,
      node.start,
      'widen it to unknown',
    );
  }
}
