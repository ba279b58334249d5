import { FIELDS } from './fields.ts';

/** The one field that has the bus's state where it stands apart. */
export const HOST_FIELD = 'eventBusHost';

/** What goes in beside whatever the class has, with `--separate`, instead of members of its own. */
export const APART_ONLY: readonly string[] = [HOST_FIELD, 'initializeEventBus', 'shutdownEventBus'];

const INTROSPECTION = 'publishIntrospectionEvent';

/** Names of all that goes in, as members of the class's own or apart. */
export const BUS_MEMBERS = {
  own: [...FIELDS.keys(), 'initialize', 'shutdown', INTROSPECTION],
  apart: [...APART_ONLY, INTROSPECTION],
} as const satisfies Record<string, readonly string[]>;

/** Every name that may go in. */
export const ALL_BUS_MEMBERS: ReadonlySet<string> = new Set([...BUS_MEMBERS.own, ...BUS_MEMBERS.apart]);
