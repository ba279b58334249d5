import { expect } from 'chai';
import { createBusMetrics } from '../../../src/event-bus/observability/bus-metrics.ts';
import type { Metrics } from '../../../src/health/metrics.ts';
import { type Clock, createClock } from '../../../../test/faults/index.ts';

describe('metrics of the bus', () => {
  let clock: Clock;
  beforeEach(() => {
    clock = createClock(5_000);
  });
  afterEach(() => clock.restore());

  it('have the names and labels that dashboards read', () => {
    const recorded: unknown[] = [];
    const recording: Partial<Metrics> = {
      count: ({ name, labels }, values) => void recorded.push([name, labels, values]),
      set: ({ name, labels }, value, values) => void recorded.push([name, labels, value, values]),
    };
    const metrics = createBusMetrics(recording as Metrics);
    metrics.consumed('a');
    metrics.published(['a', 'b']);
    metrics.duplicate('a');
    metrics.retried('a');
    metrics.deadLettered('a');
    metrics.lag('a', 3, 7);
    metrics.lag('a', 3, null);
    metrics.heartbeat();
    expect(recorded).to.deep.equal([
      ['onex_bus_consumed_total', ['topic'], { topic: 'a' }],
      ['onex_bus_published_total', ['topic'], { topic: 'a' }],
      ['onex_bus_published_total', ['topic'], { topic: 'b' }],
      ['onex_bus_duplicates_total', ['topic'], { topic: 'a' }],
      ['onex_bus_retried_total', ['topic'], { topic: 'a' }],
      ['onex_bus_dead_letters_total', ['topic'], { topic: 'a' }],
      ['onex_bus_lag_records', ['topic', 'partition'], 7, { topic: 'a', partition: '3' }],
      ['onex_bus_lag_records', ['topic', 'partition'], null, { topic: 'a', partition: '3' }],
      ['onex_heartbeat_timestamp_seconds', [], 5, undefined],
    ]);
  });

  it('of a host without metrics are dropped', () => {
    const metrics = createBusMetrics(undefined);
    expect(() => {
      metrics.consumed('a');
      metrics.published(['a']);
      metrics.duplicate('a');
      metrics.retried('a');
      metrics.deadLettered('a');
      metrics.lag('a', 0, 1);
      metrics.heartbeat();
    }).to.not.throw();
  });
});
