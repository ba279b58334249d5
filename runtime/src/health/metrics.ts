import type { Registry } from 'prom-client';

/** Seconds; from half a millisecond to a minute. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export type Labels = Readonly<Record<string, string>>;

export interface Metric<Type extends 'counter' | 'gauge' | 'histogram'> {
  readonly type: Type;
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds of a histogram, in seconds; absent: up to a minute. */
  readonly buckets?: readonly number[];
}

export function defineCounter(name: string, help: string, labels: readonly string[]): Metric<'counter'> {
  return { type: 'counter', name, help, labels };
}
export function defineGauge(name: string, help: string, labels: readonly string[]): Metric<'gauge'> {
  return { type: 'gauge', name, help, labels };
}
/** A histogram of seconds; `more` are bounds beyond a minute. */
export function defineHistogram(
  name: string,
  help: string,
  labels: readonly string[],
  more: readonly number[] = [],
): Metric<'histogram'> {
  return { type: 'histogram', name, help, labels, buckets: [...BUCKETS, ...more] };
}

/** What a node counts. */
export interface Metrics {
  count(metric: Metric<'counter'>, labels?: Labels, by?: number): void;
  /** Null takes the series of these labels away. */
  set(metric: Metric<'gauge'>, value: number | null, labels?: Labels): void;
  observe(metric: Metric<'histogram'>, seconds: number, labels?: Labels): void;
  /** Calls `update` before each scrape, for values that change while nothing happens. */
  beforeScrape(update: () => void): void;
  /** The Prometheus text format and its content type. */
  text(): Promise<{ readonly contentType: string; readonly body: string }>;
}

type Recording = readonly [
  metric: Metric<'counter' | 'gauge' | 'histogram'>,
  value: number | null,
  labels: Labels,
];
type Write = (value: number | null, labels: Labels) => void;

/** A node that starts has better things to do than to load a library for metrics that nobody asked for yet. */
const LOAD_AFTER_MS = 1000;

/**
 * Metrics on prom-client. The library takes 30 ms to load, so it is loaded a moment after the first recording, or at
 * the first scrape, and what is recorded meanwhile waits in a list.
 */
export function createMetrics(defaultLabels: Labels): Metrics {
  const waiting: Recording[] = [];
  const updates: (() => void)[] = [];
  const counts = createCounts();
  let record: ((recording: Recording) => void) | undefined;
  let loading: Promise<Registry> | undefined;

  const load = (): Promise<Registry> => (loading ??= loadOnce().catch(lose));
  /** Without the library, messages are handled all the same, and a scrape reports why it fails. */
  const lose = (error: unknown): never => {
    record = () => {};
    waiting.splice(0);
    throw error;
  };
  const loadOnce = (): Promise<Registry> =>
    // CommonJS in a bundle has a default export only.
    import('prom-client').then(({ default: client }) => {
      const registry = new client.Registry();
      registry.setDefaultLabels({ ...defaultLabels });
      client.collectDefaultMetrics({ register: registry });
      record = recorder(client, registry);
      waiting.splice(0).forEach(record);
      return registry;
    });
  const take = (recording: Recording): void => {
    if (record !== undefined) {
      record(recording);
      return;
    }
    if (waiting.push(recording) === 1) setTimeout(() => void load().catch(() => {}), LOAD_AFTER_MS).unref();
  };
  return {
    count: (metric, labels = {}, by = 1) => counts.add(metric, labels, by),
    set: (metric, value, labels = {}) => take([metric, value, labels]),
    observe: (metric, seconds, labels = {}) => take([metric, seconds, labels]),
    beforeScrape: (update) => void updates.push(update),
    async text() {
      const registry = await load();
      for (const update of updates) update();
      for (const recording of counts.take()) take(recording);
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}

interface Counts {
  add(metric: Metric<'counter'>, labels: Labels, by: number): void;
  /** What was counted since the last time. */
  take(): readonly Recording[];
}

/** Gathers counts until the next scrape: each call of the library costs as much as ten additions. */
function createCounts(): Counts {
  let byMetric = new Map<Metric<'counter'>, Map<string, { readonly labels: Labels; value: number }>>();
  return {
    add(metric, labels, by) {
      let series = byMetric.get(metric);
      if (series === undefined) byMetric.set(metric, (series = new Map()));
      let key = '';
      for (const name of metric.labels) key += `${labels[name]}\n`;
      const known = series.get(key);
      if (known === undefined) series.set(key, { labels, value: by });
      else known.value += by;
    },
    take() {
      const taken = byMetric;
      byMetric = new Map();
      return [...taken].flatMap(([metric, series]) =>
        [...series.values()].map(({ labels, value }): Recording => [metric, value, labels]),
      );
    },
  };
}

function recorder(client: typeof import('prom-client'), registry: Registry): (recording: Recording) => void {
  const made = new Map<string, Write>();
  const make = (metric: Recording[0]): Write => {
    const common = {
      name: metric.name,
      help: metric.help,
      labelNames: [...metric.labels],
      registers: [registry],
    };
    if (metric.type === 'counter') {
      const counter = new client.Counter(common);
      return (value, labels) => counter.inc(labels, value ?? 0);
    }
    if (metric.type === 'gauge') {
      const gauge = new client.Gauge(common);
      return (value, labels) => (value === null ? gauge.remove(labels) : gauge.set(labels, value));
    }
    const histogram = new client.Histogram({ ...common, buckets: [...(metric.buckets ?? BUCKETS)] });
    return (value, labels) => histogram.observe(labels, value ?? 0);
  };
  return ([metric, value, labels]) => {
    let add = made.get(metric.name);
    if (add === undefined) made.set(metric.name, (add = make(metric)));
    add(value, labels);
  };
}
