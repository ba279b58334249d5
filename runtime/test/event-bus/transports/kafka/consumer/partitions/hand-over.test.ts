import { expect } from 'chai';
import type { Cluster } from 'kafkajs';
import { joinAfter } from '../../../../../../src/event-bus/transports/kafka/consumer/partitions/index.ts';

describe('joining a group again', () => {
  it('waits for the hand-over, once for each request, however often it is asked for', async () => {
    const order: string[] = [];
    const coordinator = {
      joinGroup: async (request: string) => {
        order.push(`join ${request}`);
        return 'joined';
      },
    };
    const cluster = { findGroupCoordinator: async () => coordinator } as unknown as Cluster;
    const handOver = async (): Promise<void> => {
      order.push('hand over');
      await new Promise((resolve) => setImmediate(resolve));
    };
    joinAfter(cluster, handOver);
    joinAfter(cluster, handOver);
    for (const request of ['first', 'second']) {
      const found = (await cluster.findGroupCoordinator({ groupId: 'g' })) as unknown as typeof coordinator;
      expect(await found.joinGroup(request)).to.equal('joined');
    }
    expect(order).to.deep.equal(['hand over', 'join first', 'hand over', 'join second']);
  });
});
