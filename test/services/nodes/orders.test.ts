import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import {
  type Envelope,
  type EventTransport,
  createEnvelope,
  createHeaders,
  parseEnvelope,
} from '../../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import { silentLogger } from '../../../runtime/src/logging/index.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { makeOrders } from '../../../scripts/orders/make.ts';
import { built } from '../../support/built.ts';
import { onex, run } from '../../support/process.ts';
import { type GeneratedNode, startGenerated } from '../support/generated-node.ts';
import { runFolder } from '../support/run-folder.ts';
import { type KafkaService, type PostgresService, startKafka, startPostgres } from '../support/services.ts';
import { runSql } from '../support/sql.ts';

const NODES = ['price_compute', 'stock_effect', 'payment_effect', 'order_reducer', 'checkout_orchestrator'];
/** What `stock` has of each article at first. */
const FULL = 100;
const command = (name: string): string => `onex.cmd.shop.${name}-requested.v1`;
const completed = (name: string): string => `onex.evt.shop.${name}-completed.v1`;
const failed = (name: string): string => `onex.evt.shop.${name}-failed.v1`;

describe('the order system of the examples on Kafka and PostgreSQL', function () {
  this.timeout(300_000);
  let project: string;
  let kafka: KafkaService;
  let postgres: PostgresService;
  let bus: EventTransport;
  const nodes = new Map<string, GeneratedNode>();
  const seen: { readonly topic: string; readonly envelope: Envelope }[] = [];

  /** A command with an envelope of its own. */
  const commandOf = (payload: object): Envelope => createEnvelope(payload, { correlationId: randomUUID() });
  const publish = async (topic: string, envelope: Envelope): Promise<void> => {
    const key = envelope.correlation_id;
    const headers = createHeaders(envelope, { topic, source: 'test', key });
    await bus.publish([{ topic, key, value: JSON.stringify(envelope), headers }]);
  };
  const order = (order_id: string, sku: string, quantity: number, unit_price: string): Envelope =>
    commandOf({
      operation: 'run',
      order_id,
      customer: 'Ada Lovelace',
      tier: 'wholesale',
      currency: 'EUR',
      method: 'card',
      lines: [{ sku, quantity, unit_price }],
    });
  const answers = ({ correlation_id: id }: Envelope, ...topics: string[]): Envelope[] =>
    seen
      .filter(({ topic, envelope }) => topics.includes(topic) && envelope.correlation_id === id)
      .map(({ envelope }) => envelope);
  const answersOf = async (sent: Envelope, name: string, count = 1): Promise<Envelope[]> => {
    const found = (): Envelope[] => answers(sent, completed(name), failed(name));
    await until(() => found().length >= count);
    return found();
  };
  const unitsLeft = async (sku: string): Promise<unknown> => {
    const [row] = await runSql(postgres.url, `SELECT units FROM shop_stock WHERE sku = '${sku}'`);
    return row?.['units'];
  };
  const reservations = (orderId: string): Promise<readonly Record<string, unknown>[]> =>
    runSql(postgres.url, `SELECT sku, quantity FROM shop_reservation WHERE order_id = '${orderId}'`);
  const placed = (orderId: string): Promise<readonly Record<string, unknown>[]> =>
    runSql(
      postgres.url,
      `SELECT state, data::json->>'amount' AS amount FROM onex_reducer_state WHERE entity_id = '${orderId}'`,
    );

  before(async function () {
    this.timeout(600_000);
    await built();
    project = path.join(mkdtempSync(path.join(runFolder(), 'orders-')), 'shop');
    makeOrders(project);
    const install = ['install', 'pg@8', '--no-audit', '--no-fund', '--loglevel=error'];
    const { code, stdout, stderr } = await run('npm', install, { cwd: project });
    expect(code, stderr + stdout).to.equal(0);
    [kafka, postgres] = await Promise.all([startKafka(), startPostgres()]);
    const args = ['--create-topics', '--kafka-servers', kafka.servers];
    const start = async (name: string): Promise<void> => {
      const env = { ONEX_STATE_URL: postgres.url };
      nodes.set(name, await startGenerated(project, `node_shop_${name}`, args, env));
    };
    const starts = await Promise.allSettled(NODES.map(start));
    for (const started of starts) if (started.status === 'rejected') throw started.reason;
    bus = await createKafkaTransport({ servers: [kafka.servers], clientId: 'test', logger: silentLogger });
    await bus.connect();
    await bus.subscribe({
      groupId: `test-${randomUUID()}`,
      topics: ['checkout', 'stock', 'payment', 'order'].flatMap((name) => [completed(name), failed(name)]),
      from: 'earliest',
      handle: async ({ topic, value }) => void seen.push({ topic, envelope: parseEnvelope(value) }),
    });
  });
  after(async () => {
    await Promise.all([...nodes.values()].map((node) => node.end()));
    await bus?.close();
    await Promise.all([kafka?.stop(), postgres?.stop()]);
  });

  it('stores what a paid order reserved, and the placed order', async () => {
    const orderId = randomUUID();
    const sent = order(orderId, 'TEA-0001', 7, '12.50');
    await publish(command('checkout'), sent);
    const [answer] = await answersOf(sent, 'checkout');
    expect(answer?.payload).to.include({ order_id: orderId, amount: '78.75', reserved_units: 7 });
    expect(await reservations(orderId)).to.deep.equal([{ sku: 'TEA-0001', quantity: 7 }]);
    expect(await unitsLeft('TEA-0001')).to.equal(FULL - 7);
    expect(await placed(orderId)).to.deep.equal([{ state: 'placed', amount: '78.75' }]);
  });

  it('puts the goods of an order back whose card is declined, and places nothing', async () => {
    const orderId = randomUUID();
    const sent = order(orderId, 'MUG-0001', 90, '99.99');
    await publish(command('checkout'), sent);
    const [answer] = await answersOf(sent, 'checkout');
    expect(JSON.stringify(answer?.payload)).to.contain(`The card of order ${orderId} was declined.`);
    const stock = answers(sent, completed('stock')).map(({ payload }) => payload);
    expect(stock).to.deep.equal([
      { order_id: orderId, reserved_units: 90 },
      { order_id: orderId, released_units: 90 },
    ]);
    expect(await reservations(orderId)).to.deep.equal([]);
    expect(await unitsLeft('MUG-0001')).to.equal(FULL);
    expect(await placed(orderId)).to.deep.equal([]);
  });

  it('reserves and charges once for a checkout that is delivered twice', async () => {
    const orderId = randomUUID();
    const sent = order(orderId, 'CUP-0001', 5, '2.00');
    await publish(command('checkout'), sent);
    await publish(command('checkout'), sent);
    await answersOf(sent, 'checkout');
    // A third, other order is answered after whatever the second delivery causes.
    const next = order(randomUUID(), 'POT-0001', 1, '2.00');
    await publish(command('checkout'), { ...next, correlation_id: sent.correlation_id });
    await until(() =>
      answers(sent, completed('checkout')).some(({ payload }) => orderOf(payload) !== orderId),
    );
    for (const name of ['stock', 'payment']) {
      // A command that was handled is answered again by the same message.
      const found = answers(sent, completed(name)).filter(({ payload }) => orderOf(payload) === orderId);
      expect(new Set(found.map(({ envelope_id: id }) => id)).size, name).to.equal(1);
    }
    expect(await reservations(orderId)).to.deep.equal([{ sku: 'CUP-0001', quantity: 5 }]);
    expect(await unitsLeft('CUP-0001')).to.equal(FULL - 5);
  });

  it('takes nothing for a reservation that is delivered again after its release', async () => {
    const orderId = randomUUID();
    const lines = [{ sku: 'JAR-0001', quantity: 4 }];
    const reserve = commandOf({ operation: 'reserve', order_id: orderId, lines });
    const release = {
      ...commandOf({ operation: 'release', order_id: orderId }),
      correlation_id: reserve.correlation_id,
    };
    const probe = {
      ...commandOf({ operation: 'release', order_id: randomUUID() }),
      correlation_id: reserve.correlation_id,
    };
    await publish(command('stock'), reserve);
    await answersOf(reserve, 'stock', 1);
    expect(await unitsLeft('JAR-0001')).to.equal(FULL - 4);
    for (const envelope of [release, reserve, probe]) await publish(command('stock'), envelope);
    // One key, one partition: the answer to the last command comes after the others were handled.
    await until(() =>
      answers(reserve, completed('stock')).some(({ payload }) => orderOf(payload) === orderOf(probe.payload)),
    );
    expect(await reservations(orderId)).to.deep.equal([]);
    expect(await unitsLeft('JAR-0001')).to.equal(FULL);
  });

  for (const name of NODES)
    it(`gives ${name} answers that its contract allows`, async () => {
      const args = ['contract', 'test', `node_shop_${name}`, '--running', '--kafka-servers', kafka.servers];
      const { code, stdout, stderr } = await onex([...args, '--timeout', '20s', '--json'], { cwd: project });
      expect(code, stdout + stderr).to.equal(0);
      const { results, where } = JSON.parse(stdout);
      expect(where).to.equal(`on Kafka at ${kafka.servers}`);
      expect(results).to.have.length.greaterThan(3);
    });

  it('ends a test of a node that does not run after the first message', async () => {
    expect(await nodes.get('price_compute')?.end()).to.equal(0);
    const args = ['contract', 'test', 'price', '--running', '--kafka-servers', kafka.servers];
    const { code, stdout, stderr } = await onex([...args, '--timeout', '2s'], { cwd: project });
    expect(code, stdout).to.equal(1);
    expect(stderr).to.contain(
      `node_shop_price_compute gave no answer to the first message within 2000 ms on Kafka at ${kafka.servers}`,
    );
    expect(stdout.match(/no answer/g)).to.have.length(1);
  });
});

/** The order that an answer is about. */
function orderOf(payload: unknown): unknown {
  return (payload as { order_id?: unknown }).order_id;
}
