import { APART_ONLY, HOST_FIELD } from './bus-members.ts';
import { at, clash, ClashError, describe, type Clash } from './clash.ts';
import { refuseNarrowIndex } from './index-signature.ts';
import { lifecycleOf, type Lifecycle } from './lifecycle.ts';
import { canIntrospect } from './introspection.ts';
import { FIELDS, type FieldContext } from './fields.ts';
import { refuseUnfit } from './own-fields.ts';
import { ownMembers } from './own-members.ts';
import type { Base } from './base.ts';
import type { Member } from './members.ts';
import type { ClassPlace } from './survey.ts';

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
  place: ClassPlace,
  className: string,
  base: Base,
  context: FieldContext,
  options: { readonly separate: boolean; readonly ancestors: readonly ClassPlace[] },
): Settled {
  const { text, typescript } = context;
  const classNode = place.node;
  const own = ownMembers(place, text);
  const inherited = base.kind === 'runtime' || base.kind === 'known' ? base.inherited : [];
  const reused: { name: string; offset: number }[] = [];
  const separate = options.separate || base.kind === 'unknown';
  try {
    refuseNarrowIndex(classNode, className, text);
    for (const above of options.ancestors)
      refuseNarrowIndex(above.node, above.name ?? 'the base class', text);
    if (separate && base.kind === 'runtime') {
      throw clash(
        `${className} is a node of the runtime, which the event bus serves as a whole`,
        classNode.start,
        'leave --separate out and rename the members that clash',
      );
    }
    if (separate) {
      for (const name of APART_ONLY) {
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
      for (const name of FIELDS.keys()) {
        const members = fieldsCalled(name, own, inherited, typescript);
        const [first] = members;
        if (first === undefined) {
          fields.add(name);
          continue;
        }
        refuseUnfit(members, className, classNode, context);
        reused.push({ name, offset: at(first, classNode) });
      }
    }
    const introspection =
      own.find((one) => one.name === 'publishIntrospectionEvent') ??
      inherited.find((one) => one.name === 'publishIntrospectionEvent' && !one.abstract);
    if (introspection !== undefined && !canIntrospect(introspection, text, typescript)) {
      throw clash(
        `${describe(introspection, className)} stands where the method publishIntrospectionEvent() goes, which is public, takes a reason at most and returns Promise<void>`,
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
            ...lifecycleOf(wanted, classNode, className, base, own, inherited, typescript, text),
          };
    return {
      ok: true,
      settlement: {
        fields,
        hostField: separate ? HOST_FIELD : null,
        initialize: lifecycle('initialize', 'initializeEventBus'),
        shutdown: lifecycle('shutdown', 'shutdownEventBus'),
        publishIntrospection:
          introspection === undefined
            ? {
                override: inherited.some((one) => one.name === 'publishIntrospectionEvent') && typescript,
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

/** What there is of a field's name: what the class has, else the nearest that it inherits. */
function fieldsCalled(
  name: string,
  own: readonly Member[],
  inherited: readonly Member[],
  typescript: boolean,
): readonly Member[] {
  const mine = own.filter((one) => one.name === name);
  const members = mine.length > 0 ? mine : inherited.filter((one) => one.name === name);
  const [first] = members;
  if (first === undefined) return [];
  // The compiler refuses an assignment to what is declared nowhere.
  if (typescript && first.assigned !== null) return [];
  return [first, ...members.slice(1).filter((one) => one.assigned !== null)];
}
