import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { Kafka, logLevel } from 'kafkajs';
import {
  type DeadLetter,
  type EventTransport,
  createEnvelope,
  type Envelope,
  parseEnvelope,
} from '../../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import { silentLogger } from '../../../runtime/src/logging/index.ts';
import { runHere } from '../../../runtime/test/cli/support/run-here.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { NodeProcess } from '../../../runtime/test/start/node-process.ts';
import { freePort } from '../support/free-port.ts';
import { type KafkaService, startKafka } from '../support/services.ts';

const PASSWORD = 'hush-hush';
const COMMANDS = 'onex.cmd.billing.payment-requested.v1';
const COMPLETED = 'onex.evt.billing.payment-completed.v1';
const FAILED = 'onex.evt.billing.payment-failed.v1';
const LETTERS = 'onex.dlq.billing.commands.v1';

describe('a node that is given bad input', function () {
  this.timeout(120_000);
  let broker: KafkaService;
  let secure: Record<string, string>;
  let web: string;
  let server: Server;
  const running: NodeProcess[] = [];
  before(async () => {
    broker = await startKafka({ KAFKA_SECURE: '1', KAFKA_PASSWORD: PASSWORD });
    const ports = readFileSync(path.join(broker.folder, 'secure'), 'utf8').trim().split(' ');
    secure = Object.fromEntries(
      ports.map((entry) => entry.split('=')).map(([name, port]) => [name, `127.0.0.1:${port}`]),
    );
  });
  before(async () => {
    const admin = new Kafka({ brokers: [broker.servers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.createTopics({
      topics: [{ topic: COMPLETED, configEntries: [{ name: 'max.message.bytes', value: '100000' }] }],
    });
    await admin.disconnect();
  });
  before(async () => {
    server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    web = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => Promise.all(running.splice(0).map((node) => node.kill())));
  after(async () => {
    server?.close();
    await broker?.stop();
  });
  const at = (listener: string): string => String(secure[listener]);

  const start = (
    servers: string,
    environment: Record<string, string> = {},
    ...args: string[]
  ): NodeProcess => {
    const node = new NodeProcess('payment', ['--kafka-servers', servers, ...args], environment);
    running.push(node);
    return node;
  };
  const problems = async (origin: string): Promise<Record<string, string>> =>
    ((await (await fetch(`${origin}/health`)).json()) as { problems: Record<string, string> }).problems;
  const ready = (origin: string): Promise<boolean> =>
    until(async () => (await fetch(`${origin}/health/ready`)).ok);

  const login = (protocol: string, changes: Record<string, string> = {}): Record<string, string> => ({
    KAFKA_SECURITY_PROTOCOL: protocol,
    KAFKA_SASL_MECHANISM: 'PLAIN',
    KAFKA_SASL_USERNAME: 'onex',
    KAFKA_SASL_PASSWORD: PASSWORD,
    ...changes,
  });
  type Start = readonly [servers: string, environment: Record<string, string>];
  const mistakes: readonly (readonly [what: string, start: () => Start | Promise<Start>, hint: RegExp])[] = [
    ['servers where nobody is', async () => [`127.0.0.1:${await freePort()}`, {}], /ECONNREFUSED/u],
    ['servers whose name nobody knows', () => ['kafka.invalid:9092', {}], /ENOTFOUND|EAI_AGAIN/u],
    ['servers that are no Kafka', () => [web, {}], /whether it is Kafka/u],
    [
      'a wrong password',
      () => [at('SASL_PLAINTEXT'), login('SASL_PLAINTEXT', { KAFKA_SASL_PASSWORD: 'wrong-secret' })],
      /authentication failed.*KAFKA_SASL_PASSWORD/iu,
    ],
    ['no credentials where some are wanted', () => [at('SASL_PLAINTEXT'), {}], /TLS or credentials/u],
    ['an authority that is not known', () => [at('SASL_SSL'), login('SASL_SSL')], /KAFKA_SSL_CA_FILE/u],
    [
      'TLS to a listener without',
      () => [at('SASL_PLAINTEXT'), login('SASL_SSL')],
      /check whether it uses TLS/u,
    ],
    ['plain text to a listener with TLS', () => [at('SASL_SSL'), login('SASL_PLAINTEXT')], /TLS or/u],
  ];
  for (const [what, input, hint] of mistakes) {
    it(`runs on, not ready, and says why in one line: ${what}`, async () => {
      const [servers, environment] = await input();
      const node = start(servers, environment);
      const origin = await node.started();
      const problem = await until(async () => {
        const text = (await problems(origin))['event-bus'];
        return text !== undefined && text !== 'connecting' && text;
      });
      expect(problem).to.contain(servers).and.match(hint).and.not.contain('\n');
      // Several tries, of which the log must not be full.
      await sleep(4000);
      const loud = node.lines.filter(({ level }) => level !== 'info');
      expect(loud.length, JSON.stringify(loud, null, 1)).to.be.lessThan(10);
      expect(JSON.stringify([problem, node.lines, node.stderr])).to.not.match(/hush-hush|wrong-secret/u);
      node.signal('SIGTERM');
      expect(await node.ended()).to.equal(0);
    });
  }

  it('is not ready, and asks for its clock, when that is days ahead of the broker’s', async () => {
    const ahead = 'data:text/javascript,const now=Date.now;Date.now=()=>now()+2*86400000';
    const environment = { NODE_OPTIONS: `--import ${encodeURI(ahead)}`, ONEX_INSTANCE_ID: 'ahead' };
    const node = start(broker.servers, environment, '--create-topics');
    const origin = await node.started();
    await until(async () =>
      (await problems(origin))['introspection']?.includes('check the clock of this machine'),
    );
    expect((await fetch(`${origin}/health/ready`)).status).to.equal(503);
  });

  describe('in messages', () => {
    let bus: EventTransport;
    let origin: string;
    const answers: string[] = [];
    const failures: Envelope[] = [];
    const letters: DeadLetter[] = [];
    before(async () => {
      bus = await createKafkaTransport({
        servers: [broker.servers],
        clientId: 'test',
        logger: silentLogger,
        creation: {},
      });
      await bus.connect();
      await bus.missingTopics([LETTERS, COMMANDS, FAILED]);
      await bus.subscribe({
        groupId: 'test',
        topics: [COMPLETED, FAILED, LETTERS],
        from: 'earliest',
        handle: async ({ topic, value }) => {
          if (topic === LETTERS) letters.push(JSON.parse(String(value)) as DeadLetter);
          else if (topic === FAILED) failures.push(parseEnvelope(value));
          else answers.push(parseEnvelope(value).correlation_id);
        },
      });
    });
    beforeEach(async () => {
      const node = start(broker.servers, {}, '--create-topics');
      origin = await node.started();
      await ready(origin);
      letters.length = 0;
    });
    // One that is killed leaves what it has done to the next, which dead-letters it once more.
    afterEach(async () => {
      for (const node of running) node.signal('SIGTERM');
      await Promise.all(running.map((node) => node.ended()));
    });
    after(() => bus?.close());

    const send = async (value: Buffer | string): Promise<void> =>
      bus.publish([{ topic: COMMANDS, key: 'k', value, headers: {} }]);
    const create = (data: object, changes: object = {}) => ({
      ...createEnvelope({ operation: 'create', data }),
      ...changes,
    });
    /** What comes after the bad one, with the same key, is done. */
    const goesOn = async (): Promise<void> => {
      const good = create({ amount: 1 });
      await send(JSON.stringify(good));
      await until(() => answers.includes(good.correlation_id));
      await ready(origin);
    };

    it('dead-letters one that is too large to be wrapped into a dead letter, without its bytes', async () => {
      await send(Buffer.alloc(1_000_000, 0xff));
      await goesOn();
      expect(letters).to.have.length(1);
      expect(letters[0]).to.deep.include({
        failure_reason: 'the message is not UTF-8',
        failure_type: 'left_out',
      });
      const beginning = Buffer.alloc(1024, 0xff).toString('base64');
      expect(letters[0]?.original_message).to.include({ value: beginning, key: 'k' });
      expect(letters[0]?.validation_detail).to.contain('1000000 bytes');
      const env = { KAFKA_BOOTSTRAP_SERVERS: broker.servers };
      const replay = await runHere(['dlq', 'replay', LETTERS, '--all'], { cwd: '/', env });
      expect(replay.code).to.equal(1);
      expect(replay.stderr).to.contain(`too large for a dead letter; it is at ${COMMANDS}/0:`);
    });

    it('answers one whose answer is larger than its topic takes with a failure', async () => {
      const large = create({ note: 'x'.repeat(200_000) });
      await send(JSON.stringify(large));
      await goesOn();
      expect(letters).to.deep.equal([]);
      await until(() => failures.some(({ correlation_id: id }) => id === large.correlation_id));
      const failure = failures.find(({ correlation_id: id }) => id === large.correlation_id);
      expect(failure?.payload).to.have.property('status', 'failed');
      expect(JSON.stringify(failure?.payload)).to.contain('larger than the max message size');
    });

    it('takes keys and times that it does not expect, and dead-letters a version that it does not know', async () => {
      const strange = create(
        { amount: 1 },
        { from_the_future: true, envelope_timestamp: '2199-01-01T00:00:00Z' },
      );
      const old = create({ amount: 1 }, { envelope_timestamp: '1970-01-01T00:00:00.000Z' });
      const next = create({ amount: 1 }, { envelope_version: { major: 3, minor: 0, patch: 0 } });
      for (const envelope of [strange, old, next]) await send(JSON.stringify(envelope));
      await goesOn();
      expect(answers).to.include.members([strange.correlation_id, old.correlation_id]);
      expect(letters).to.have.length(1);
      expect(letters[0]?.failure_reason).to.match(/version 3/u);
    });
  });
});
