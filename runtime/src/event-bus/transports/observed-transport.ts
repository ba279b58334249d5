import type { BusMetrics } from '../observability/index.ts';
import type { EventTransport } from './transport.ts';

/**
 * The same transport with metrics: published records once they are acknowledged, and the lag. It also reports problems.
 */
export function observed(
  transport: EventTransport,
  metrics: BusMetrics,
  onTrouble: () => void,
): EventTransport {
  return {
    kind: transport.kind,
    ...(transport.publishDeadlineMs !== undefined && { publishDeadlineMs: transport.publishDeadlineMs }),
    durable: transport.durable,
    opensInBackground: transport.opensInBackground,
    connect: () => transport.connect(),
    async publish(records) {
      try {
        await transport.publish(records);
      } catch (error) {
        onTrouble();
        throw error;
      }
      metrics.published(records.map(({ topic }) => topic));
    },
    missingTopics: (topics) => transport.missingTopics(topics),
    ...(transport.hiddenTopics && { hiddenTopics: (topics) => transport.hiddenTopics!(topics) }),
    ...(transport.retentionMs && { retentionMs: (topics) => transport.retentionMs!(topics) }),
    subscribe: (options) =>
      transport.subscribe({
        ...options,
        onLag: metrics.lag,
        onAssignment(change) {
          metrics.assigned(options.groupId, change);
          options.onAssignment?.(change);
        },
        onProblem(problem, condition) {
          options.onProblem?.(problem, condition);
          if (problem !== null) onTrouble();
        },
      }),
    close: () => transport.close(),
  };
}
