/** Topics of the benchmark: an effect's, and those of the three steps of a workflow. */
export const COMMANDS = 'onex.cmd.bench.order-requested.v1';
export const COMPLETED = 'onex.evt.bench.order-completed.v1';
export const FAILED = 'onex.evt.bench.order-failed.v1';
export const LETTERS = 'onex.dlq.bench.commands.v1';
/** Nobody sends anything there. */
export const SILENT = 'onex.cmd.bench.silence-requested.v1';
/** Where the publishers write; nobody reads it. */
export const PUBLISHED = 'onex.evt.bench.order-published.v1';

export const STEPS = ['reserve', 'charge', 'ship'] as const;
export const stepCommand = (step: string): string => `onex.cmd.bench.${step}-requested.v1`;
export const stepCompleted = (step: string): string => `onex.evt.bench.${step}-completed.v1`;
export const TRIP_START = 'onex.cmd.bench.trip-requested.v1';
export const TRIP_COMPLETED = 'onex.evt.bench.trip-completed.v1';
export const TRIP_FAILED = 'onex.evt.bench.trip-failed.v1';
const TRIP_EVENTS = ['workflow', 'stage'].flatMap((what) =>
  ['started', 'completed', 'failed'].map((event) => `onex.evt.bench.trip-${what}-${event}.v1`),
);

/** Every topic above, and those on which nodes announce themselves. */
export const ALL_TOPICS: readonly string[] = [
  COMMANDS,
  COMPLETED,
  FAILED,
  LETTERS,
  SILENT,
  PUBLISHED,
  ...STEPS.flatMap((step) => [stepCommand(step), stepCompleted(step), `onex.evt.bench.${step}-failed.v1`]),
  TRIP_START,
  TRIP_COMPLETED,
  TRIP_FAILED,
  ...TRIP_EVENTS,
  'onex.evt.platform.node-introspection.v1',
  'onex.evt.platform.node-heartbeat.v1',
  'onex.cmd.platform.request-introspection.v1',
  'onex.evt.platform.registry-request-introspection.v1',
];
