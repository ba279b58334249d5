import type { Node } from '../parse/index.ts';
import {
  type Base,
  INTROSPECTION,
  LIFECYCLE,
  type Member,
  NODE_FIELDS,
  ownMembers,
  SEPARATE_LIFECYCLE,
} from '../members/index.ts';
import { at, clash, ClashError, describe, type Clash } from './clash.ts';
import { refuseInterface, refuseNarrowIndex } from './index-signature.ts';
import { lifecycleOf, type Lifecycle } from './lifecycle.ts';
import type { ClassPlace } from '../survey/index.ts';

/** The insertions for one class. */
export interface Settlement {
  /**
   * `node`: a runtime node, which holds the bus's state in its fields. `guest`: any other class, which gets no field.
   */
  readonly form: 'node' | 'guest';
  readonly initialize: Lifecycle & { readonly name: string };
  readonly shutdown: Lifecycle & { readonly name: string };
}

export type Settled =
  { readonly ok: true; readonly settlement: Settlement } | { readonly ok: false; readonly clash: Clash };

/** Decides which members are added and which are extended, or returns the first clash. */
export function settle(
  place: ClassPlace,
  className: string,
  base: Base,
  file: {
    readonly text: string;
    readonly typescript: boolean;
    readonly commonJs: boolean;
    readonly program: Node;
  },
  options: {
    readonly separate: boolean;
    readonly ancestors: readonly ClassPlace[];
    /** The form of an earlier run, which does not change. */
    readonly form?: Settlement['form'] | undefined;
  },
): Settled {
  const { text, typescript } = file;
  const classNode = place.node;
  const own = ownMembers(place, text);
  const inherited = base.kind === 'runtime' || base.kind === 'known' ? base.inherited : [];
  const unread = base.kind === 'unknown' && !hasLifecycle(own);
  const separate = options.separate || unread;
  const form = options.form ?? (base.kind === 'runtime' ? 'node' : 'guest');
  try {
    if (separate && form === 'node') {
      const message = `${className} is a node of the runtime, which opens the event bus in initialize()`;
      throw clash(message, classNode.start, 'omit --separate and rename the members that conflict');
    }
    if (form === 'node' && file.commonJs) {
      const message = `${className} is a node of the runtime in a CommonJS file, and a node is an ES module`;
      throw clash(message, classNode.start, 'turn the file into an ES module');
    }
    const names = separate ? SEPARATE_LIFECYCLE : LIFECYCLE;
    const lifecycle = (name: string): Lifecycle & { name: string } =>
      separate
        ? { how: 'add', name, override: false, callsSuper: false }
        : {
            name,
            ...lifecycleOf(name, classNode, className, base, own, inherited, typescript, text),
          };
    const settlement: Settlement = {
      form,
      initialize: lifecycle(names.initialize),
      shutdown: lifecycle(names.shutdown),
    };
    const added = namesAdded(settlement);
    const checked = separate || settlement.form === 'node' ? added : [];
    const taken = [...own, ...inherited].find(
      ({ name, assigned }) =>
        checked.includes(name) && !isStep(name, settlement) && !(typescript && assigned !== null),
    );
    if (taken !== undefined) throw clashOfName(taken, className, place);
    refuseNarrowIndex(classNode, className, text, added);
    refuseInterface(classNode, className, file, added);
    for (const above of options.ancestors) {
      refuseNarrowIndex(above.node, above.name ?? 'the base class', text, added);
    }
    return { ok: true, settlement };
  } catch (error) {
    if (error instanceof ClashError) return { ok: false, clash: error.clash };
    throw error;
  }
}

/** Returns the members that a settlement adds to a class. */
function namesAdded({ form, initialize, shutdown }: Settlement): readonly string[] {
  const steps = [initialize, shutdown].filter(({ how }) => how === 'add').map(({ name }) => name);
  return form === 'node' ? [...NODE_FIELDS, ...steps, INTROSPECTION] : steps;
}

/** If a class has both methods itself, the members of its base class cannot hide them. */
function hasLifecycle(own: readonly Member[]): boolean {
  return Object.values(LIFECYCLE).every((name) => own.some((one) => one.name === name));
}

/** `initialize` and `shutdown` of a node are overridden or extended. */
function isStep(name: string, { form, initialize, shutdown }: Settlement): boolean {
  return form === 'node' && (name === initialize.name || name === shutdown.name);
}

function clashOfName(taken: Member, className: string, place: ClassPlace): ReturnType<typeof clash> {
  const message = `${describe(taken, className)} has the name of an injected member`;
  return clash(message, at(taken, place.node), 'rename it');
}
