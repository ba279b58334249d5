import { expect } from 'chai';
import { OnexError } from '../../../src/errors/index.ts';
import {
  closeEventBus,
  createInMemoryBroker,
  createInMemoryTransport,
  openEventBus,
} from '../../../src/event-bus/index.ts';
import { FakeNode } from '../fake-node.ts';
import { recordingLogger } from '../recording-logger.ts';

describe('values that are published', () => {
  const TOPIC = 'onex.evt.billing.noted.v1';
  const node = new FakeNode();
  const received: unknown[] = [];
  before(async () => {
    const transport = createInMemoryTransport({ broker: createInMemoryBroker({ partitions: 1 }) });
    await openEventBus(node, undefined, { transport, logger: recordingLogger() });
    await transport.subscribe({
      groupId: 'reader',
      topics: [TOPIC],
      from: 'earliest',
      handle: async ({ value }) =>
        void received.push((JSON.parse(String(value)) as { payload: unknown }).payload),
    });
  });
  after(() => closeEventBus(node));

  it('are rejected by the in-memory bus when JSON would change them, with their path', async () => {
    for (const [payload, path] of [
      [{ at: new Date(0) }, '$.at'],
      [{ list: [1, Number.NaN] }, '$.list[1]'],
      [{ tags: new Set(['a']) }, '$.tags'],
      [{ deep: { map: new Map() } }, '$.deep.map'],
      [undefined, '$'],
    ] as const) {
      const failure = await node.eventPublisher
        ?.publish({ topic: TOPIC, payload })
        .catch((error: unknown) => error as OnexError);
      expect(failure).to.be.instanceOf(OnexError).and.to.include({ code: 'PROCESSING_ERROR' });
      expect((failure as OnexError).message)
        .to.contain(TOPIC)
        .and.contain(`${path} is`);
    }
    await node.eventPublisher?.publish({
      topic: TOPIC,
      payload: { fine: [null, 'a', 1.5], absent: undefined },
    });
    while (received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(received).to.deep.equal([{ fine: [null, 'a', 1.5] }]);
  });
});
