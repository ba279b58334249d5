import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { EventTransport } from '../../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import { recordingLogger } from '../../../runtime/test/event-bus/recording-logger.ts';
import { type KafkaCluster, startKafkaCluster } from '../support/kafka-cluster.ts';
import { readBack, startLoad } from '../support/producer-load.ts';

/**
 * Partitions move between brokers while they are written to. A client that puts several partitions into one produce
 * request loses acknowledged records here.
 */
describe('publishing while three brokers restart in turn', function () {
  this.timeout(240_000);
  let cluster: KafkaCluster;
  let bus: EventTransport;
  before(async () => {
    cluster = await startKafkaCluster();
    bus = await createKafkaTransport({
      servers: cluster.servers,
      clientId: 'test',
      logger: recordingLogger(),
      creation: { partitions: 6 },
    });
    await bus.connect();
  });
  after(async () => {
    await bus?.close();
    await cluster?.end();
  });

  for (const way of ['stop', 'kill'] as const) {
    it(`loses no acknowledged record, fails no call, and keeps the order of each key (${way})`, async () => {
      const topic = `onex.evt.test.restarts-${way}.v1`;
      await bus.missingTopics([topic]);
      const load = startLoad(bus, topic);
      await sleep(500);
      for (const broker of cluster.brokers) {
        const before = load.published();
        await cluster[way](broker);
        await sleep(500);
        await cluster.start(broker);
        // The broker must have its replicas back before the next one goes.
        await sleep(3000);
        expect(load.published()).to.be.above(before);
      }
      const { acknowledged, failed } = await load.stop();
      const { counts, outOfOrder } = await readBack(cluster.servers, topic);
      const lost = [...acknowledged].filter((id) => !counts.has(id));
      expect({ lost, outOfOrder, failed }).to.deep.equal({ lost: [], outOfOrder: 0, failed: 0 });
    });
  }
});
