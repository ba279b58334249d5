import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import {
  createEnvelope,
  createHeaders,
  parseEnvelope,
  type Envelope,
  type EventTransport,
} from '../../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import { silentLogger } from '../../../runtime/src/logging/index.ts';
import { NodeProcess } from '../../../runtime/test/start/node-process.ts';
import { startKafka, startPostgres, type KafkaService, type PostgresService } from '../support/services.ts';

const WORKFLOWS = Number(process.env['ONEX_TEST_WORKFLOWS'] ?? 500);
const KILLS = Number(process.env['ONEX_TEST_KILLS'] ?? 10);
const STANDSTILL_MS = 60_000;
const evt = (name: string): string => `onex.evt.billing.${name}.v1`;
const START = 'onex.cmd.billing.checkout-requested.v1';
/** Start scripts of the same workflow on either engine. */
const ENGINES = { builtin: 'checkout', llamaindex: 'checkout/start_on_llamaindex.ts' };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** How often each error was told, by its message; ids and numbers left out. */
function reasons(failed: readonly Envelope[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { payload } of failed) {
    const { error } = payload as { error?: { message?: string } };
    const message = String(error?.message).replaceAll(/[0-9a-f-]{36}/g, '<id>');
    counts[message] = (counts[message] ?? 0) + 1;
  }
  return counts;
}

describe('orchestrators on Kafka and PostgreSQL', function () {
  this.timeout(0);
  let kafka: KafkaService;
  let postgres: PostgresService;
  let bus: EventTransport;
  const running = new Set<NodeProcess>();
  /** Conversations of the present test, and what was heard of them by topic. */
  const sent = new Set<string>();
  const seen = new Map<string, Envelope[]>();

  const run = async (script: string, instance: string): Promise<NodeProcess> => {
    const started = new NodeProcess(script, ['--create-topics', '--kafka-servers', kafka.servers], {
      ONEX_STATE_URL: postgres.url,
      ONEX_INSTANCE_ID: instance,
      KAFKAJS_NO_PARTITIONER_WARNING: '1',
      NODE_NO_WARNINGS: '1',
    });
    running.add(started);
    const origin = await started.started();
    for (;;) {
      if ((await fetch(`${origin}/health/ready`)).ok) return started;
      await pause(50);
    }
  };
  const events = (topic: string): readonly Envelope[] => seen.get(topic) ?? [];
  const begin = async (): Promise<void> => {
    const correlationId = randomUUID();
    sent.add(correlationId);
    const envelope = createEnvelope({ data: { amount: 50 } }, { correlationId });
    const headers = createHeaders(envelope, { topic: START, source: 'test', key: correlationId });
    await bus.publish([{ topic: START, key: correlationId, value: JSON.stringify(envelope), headers }]);
  };

  before(async () => {
    [kafka, postgres] = await Promise.all([startKafka(), startPostgres()]);
    await Promise.all([run('payment', 'p1'), run('tax/start_on_bus.ts', 't1')]);
  });
  beforeEach(async () => {
    sent.clear();
    seen.clear();
    bus = await createKafkaTransport({ servers: [kafka.servers], clientId: 'test', logger: silentLogger });
    await bus.connect();
  });
  afterEach(() => bus.close());
  after(async () => {
    await Promise.all([...running].map((started) => started.kill()));
    await Promise.all([kafka?.stop(), postgres?.stop()]);
  });

  for (const [engine, script] of Object.entries(ENGINES)) {
    it(`complete every workflow of the engine ${engine} although instances are killed at random moments`, async () => {
      const instances = [await run(script, 'c1'), await run(script, 'c2')];
      const topics = ['checkout-completed', 'checkout-failed', 'payment-completed'].map(evt);
      await bus.subscribe({
        groupId: `test-${randomUUID()}`,
        topics,
        from: 'earliest',
        handle: async ({ topic, value }) => {
          const envelope = parseEnvelope(value);
          if (sent.has(envelope.correlation_id)) seen.set(topic, [...events(topic), envelope]);
        },
      });
      const sending = (async () => {
        for (let index = 0; index < WORKFLOWS; index += 1) {
          await begin();
          await pause(10);
        }
      })();
      for (let kill = 0; kill < KILLS; kill += 1) {
        await pause(Math.random() * 500);
        const victim = kill % 2;
        await instances[victim]?.kill();
        instances[victim] = await run(script, `c${victim + 1}`);
      }
      await sending;
      const completed = (): Set<string> =>
        new Set(events(evt('checkout-completed')).map((event) => event.correlation_id));
      const failed = (): readonly Envelope[] => events(evt('checkout-failed'));
      // Gives up when nothing has moved for so long, however long the whole takes on this machine.
      let [count, moved] = [0, Date.now()];
      while (completed().size + failed().length < WORKFLOWS && Date.now() - moved < STANDSTILL_MS) {
        await pause(100);
        if (completed().size > count) [count, moved] = [completed().size, Date.now()];
      }
      expect(reasons(failed()), `${completed().size} of ${WORKFLOWS} completed`).to.deep.equal({});
      expect([...sent].filter((id) => !completed().has(id))).to.deep.equal([]);

      // What was sent twice had the same ids, so no payment has two different answers.
      const answers = Map.groupBy(events(evt('payment-completed')), (event) => event.correlation_id);
      for (const list of answers.values()) {
        expect(new Set(list.map((event) => event.envelope_id)).size).to.equal(1);
      }
      console.log(
        `      ${WORKFLOWS} workflows, ${KILLS} kills, ${events(evt('payment-completed')).length} payments told`,
      );
      await Promise.all(instances.map((instance) => instance.kill()));
    });
  }
});
