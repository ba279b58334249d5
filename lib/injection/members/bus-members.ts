/** The fields of a runtime node, in the order of insertion. */
export const NODE_FIELDS: readonly string[] = [
  'eventPublisher',
  'bootstrapServers',
  'serviceName',
  'instanceId',
  'nodeId',
  'isRunning',
  'shutdownSignal',
];

/** The method with which a runtime node announces itself. */
export const INTROSPECTION = 'publishIntrospectionEvent';

/** The methods that open and close the bus: the lifecycle methods and those of `--separate`. */
export const LIFECYCLE = { initialize: 'initialize', shutdown: 'shutdown' } as const;
export const SEPARATE_LIFECYCLE = { initialize: 'initializeEventBus', shutdown: 'shutdownEventBus' } as const;

/** Every name that may be injected. */
export const ALL_BUS_MEMBERS: ReadonlySet<string> = new Set([
  ...NODE_FIELDS,
  INTROSPECTION,
  ...Object.values(LIFECYCLE),
  ...Object.values(SEPARATE_LIFECYCLE),
]);
