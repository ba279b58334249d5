import {
  parseEnvelope,
  type Envelope,
  type EventTransport,
  type OutboundRecord,
} from '../event-bus/index.ts';

export interface RecordingTransport extends EventTransport {
  readonly records: readonly OutboundRecord[];
  /** Envelopes published on a topic so far, oldest first. */
  envelopes(topic: string): readonly Envelope[];
  /** Resolves to the first record, of the past or to come, for which `find` gives something. */
  until<T>(find: (record: OutboundRecord) => T | undefined, timeoutMs: number): Promise<T | undefined>;
  /** Resolves to true when a subscriber has handled the message with this envelope id, and to false after `timeoutMs`. */
  handled(envelopeId: string, timeoutMs: number): Promise<boolean>;
}

/** A transport that remembers what was published on it. */
export function recordingTransport(inner: EventTransport): RecordingTransport {
  const records: OutboundRecord[] = [];
  const watchers = new Set<(record: OutboundRecord) => void>();
  const handled = new Set<string>();
  const waiting = new Map<string, (isHandled: boolean) => void>();
  const note = (value: Buffer | null): void => {
    const id = envelopeIn({ value })?.envelope_id;
    if (id === undefined) return;
    handled.add(id);
    waiting.get(id)?.(true);
  };
  return {
    kind: inner.kind,
    durable: inner.durable,
    opensInBackground: inner.opensInBackground,
    records,
    connect: () => inner.connect(),
    missingTopics: (topics) => inner.missingTopics(topics),
    ...(inner.hiddenTopics && { hiddenTopics: (topics) => inner.hiddenTopics!(topics) }),
    subscribe: (options) =>
      inner.subscribe({
        ...options,
        handle: async (record, signal) => {
          await options.handle(record, signal);
          note(record.value);
        },
      }),
    close: () => inner.close(),
    async publish(batch) {
      await inner.publish(batch);
      for (const record of batch) {
        records.push(record);
        for (const watch of watchers) watch(record);
      }
    },
    handled(envelopeId, timeoutMs) {
      if (handled.has(envelopeId)) return Promise.resolve(true);
      return new Promise((resolve) => {
        const end = (isHandled: boolean): void => {
          clearTimeout(timer);
          waiting.delete(envelopeId);
          resolve(isHandled);
        };
        const timer = setTimeout(() => end(false), timeoutMs);
        waiting.set(envelopeId, end);
      });
    },
    envelopes: (topic) =>
      records.filter((record) => record.topic === topic).flatMap((record) => envelopeIn(record) ?? []),
    until(find, timeoutMs) {
      for (const record of records) {
        const found = find(record);
        if (found !== undefined) return Promise.resolve(found);
      }
      return new Promise((resolve) => {
        const end = (found: ReturnType<typeof find>): void => {
          clearTimeout(timer);
          watchers.delete(watch);
          resolve(found);
        };
        const watch = (record: OutboundRecord): void => {
          const found = find(record);
          if (found !== undefined) end(found);
        };
        const timer = setTimeout(() => end(undefined), timeoutMs);
        watchers.add(watch);
      });
    },
  };
}

/** The envelope in a record; undefined where it holds none, such as a dead letter. */
export function envelopeIn({ value }: { readonly value: OutboundRecord['value'] }): Envelope | undefined {
  try {
    return parseEnvelope(Buffer.from(value ?? ''));
  } catch {
    return undefined;
  }
}
