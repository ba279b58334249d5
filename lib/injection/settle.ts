import { at, clash, ClashError, describe, type Clash } from './clash.ts';
import { lifecycleOf, type Lifecycle } from './lifecycle.ts';
import { FIELDS, refuseUnfit } from './own-fields.ts';
import type { Base } from './base.ts';
import { child, children, type Node } from './node.ts';
import { assignedMembers, membersOf } from './members.ts';

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

export type Settled =
  { readonly ok: true; readonly settlement: Settlement } | { readonly ok: false; readonly clash: Clash };

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
            ...lifecycleOf(wanted, classNode, className, base, own, inherited, options.typescript, text),
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
