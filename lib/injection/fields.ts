import type { ValueKind } from './value-kinds.ts';

/** What the surroundings of a class say about the names in its fields. */
export interface FieldContext {
  readonly text: string;
  readonly typescript: boolean;
  readonly isGlobal: (name: string) => boolean;
  /** The name by which the file imports the bus's own `EventPublisher`, or null. */
  readonly eventPublisher: string | null;
}

export interface Field {
  readonly wanted: string;
  /** Whether a type, by its alternatives, is one that the bus can read and set. */
  readonly takesType: (alternatives: readonly string[], context: FieldContext) => boolean;
  readonly values: readonly ValueKind[];
  /** What JavaScript, which has no types to tell, may have besides. */
  readonly untyped: readonly ValueKind[];
}

const OPTIONAL_TEXT: Field = {
  wanted: 'string | undefined',
  takesType: (types) =>
    types.includes('string') && types.every((type) => type === 'string' || type === 'undefined'),
  values: ['string', 'undefined'],
  untyped: ['null', 'unknown'],
};

const BUS_TYPE = /^import\(['"]onex-runtime\/event-bus['"]\)\.EventPublisher$/;

/** The seven fields, with what an own field of that name must be for the bus to use it. */
export const FIELDS: ReadonlyMap<string, Field> = new Map([
  [
    'eventPublisher',
    {
      wanted: 'EventPublisher | undefined of onex-runtime/event-bus',
      takesType: (types, { eventPublisher }) =>
        types.length === 2 &&
        types.includes('undefined') &&
        types.some((type) => type === eventPublisher || BUS_TYPE.test(type)),
      values: ['undefined'],
      untyped: ['null'],
    },
  ],
  ['bootstrapServers', OPTIONAL_TEXT],
  [
    'serviceName',
    {
      wanted: 'string',
      takesType: (types) => types.join() === 'string',
      values: ['string'],
      untyped: ['unknown'],
    },
  ],
  ['instanceId', OPTIONAL_TEXT],
  ['nodeId', OPTIONAL_TEXT],
  [
    'isRunning',
    {
      wanted: 'boolean',
      takesType: (types) => types.join() === 'boolean',
      values: ['boolean'],
      untyped: ['undefined', 'unknown'],
    },
  ],
  [
    'shutdownSignal',
    {
      wanted: 'AbortController',
      takesType: (types, { isGlobal }) =>
        types.join() === 'globalThis.AbortController' ||
        (types.join() === 'AbortController' && isGlobal('AbortController')),
      values: ['AbortController'],
      untyped: [],
    },
  ],
]);
