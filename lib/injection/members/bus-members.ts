/** The fields of a node of the runtime, in the order in which they are inserted. */
export const NODE_FIELDS: readonly string[] = [
  'eventPublisher',
  'bootstrapServers',
  'serviceName',
  'instanceId',
  'nodeId',
  'isRunning',
  'shutdownSignal',
];

/** The method by which a node of the runtime announces itself. */
export const INTROSPECTION = 'publishIntrospectionEvent';

/** Names of the methods that open and close the bus: the lifecycle's own, and those of `--separate`. */
export const LIFECYCLE = { initialize: 'initialize', shutdown: 'shutdown' } as const;
export const SEPARATE_LIFECYCLE = { initialize: 'initializeEventBus', shutdown: 'shutdownEventBus' } as const;

/** Every name that may be injected. */
export const ALL_BUS_MEMBERS: ReadonlySet<string> = new Set([
  ...NODE_FIELDS,
  INTROSPECTION,
  ...Object.values(LIFECYCLE),
  ...Object.values(SEPARATE_LIFECYCLE),
]);
