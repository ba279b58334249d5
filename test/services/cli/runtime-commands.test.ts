import { expect } from 'chai';
import {
  createDeadLetter,
  createEnvelope,
  createHeaders,
  type EventTransport,
  type InboundRecord,
} from '../../../runtime/src/event-bus/index.ts';
import { writeProject, type TestProject } from '../../../runtime/test/cli/support/project.ts';
import { runHere } from '../../../runtime/test/cli/support/run-here.ts';
import { kill, run, start, type Running } from '../../../runtime/test/cli/support/run.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { freePort } from '../support/free-port.ts';
import { connectedBus, groupIdsOf, inbound, jsonLines, ready, recordsOf } from './on-kafka.ts';
import { startConsul, startKafka, type ConsulService, type KafkaService } from '../support/services.ts';

const COMMANDS = 'onex.cmd.billing.payment-requested.v1';
const COMPLETED = 'onex.evt.billing.payment-completed.v1';
const DEAD = 'onex.dlq.billing.commands.v1';
const OTHER = 'onex.dlq.shop.commands.v1';
const LATER = 'onex.evt.later.thing-happened.v1';
const CORRELATION = '40000000-0000-4000-8000-000000000004';

describe('onex-runtime on Kafka', function () {
  this.timeout(120_000);
  let kafka: KafkaService;
  let consul: ConsulService;
  let project: TestProject;
  let bus: EventTransport;
  const running: Running[] = [];

  const begin = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Running => {
    const started = start(args, { cwd: project.root, env });
    running.push(started);
    return started;
  };
  const here = (...args: string[]) =>
    runHere(args, { cwd: project.root, env: { KAFKA_BOOTSTRAP_SERVERS: kafka.servers } });
  const records = (topic: string): Promise<InboundRecord[]> => recordsOf(kafka.servers, topic);

  before(async () => {
    [kafka, consul] = await Promise.all([startKafka(), startConsul()]);
    project = writeProject(['node_billing_payment_effect', 'node_billing_checkout_orchestrator']);
    bus = await connectedBus(kafka.servers);
    await bus.missingTopics([OTHER]);
    const args = ['--kafka-servers', kafka.servers, '--create-topics', '--port', '0'];
    const nodes = [begin(['start', 'payment', ...args]), begin(['start', 'checkout', ...args])];
    await Promise.all(nodes.map(ready));
  });
  after(async () => {
    await Promise.all(running.map((started) => kill(started)));
    await bus?.close();
    await Promise.all([kafka?.stop(), consul?.stop()]);
    project?.remove();
  });

  describe('send', () => {
    it('prints the answer, and says on which bus it came', async () => {
      const { code, stdout, stderr } = await here('send', 'payment:create', '{"amount": 3}');
      expect(code, stderr).to.equal(0);
      expect(JSON.parse(stdout)).to.deep.equal({ paid: 3, limit: 100 });
      expect(stderr).to.contain(`on Kafka at ${kafka.servers}`);
    });

    it('shows the conversation of a workflow until its result', async () => {
      const { code, stdout, stderr } = await here('send', 'checkout', '{"amount": 7}');
      expect(code, stderr).to.equal(0);
      expect(JSON.parse(stdout)).to.deep.equal({ paid: 7 });
      expect(stderr)
        .to.match(/payment-requested\.v1 {2}#/)
        .and.match(/checkout-stage-started\.v1 {2}#/);
    });

    it('goes without a project to a topic by its name', async () => {
      const args = [
        'send',
        COMMANDS,
        '{"operation": "create", "amount": 5}',
        '--kafka-servers',
        kafka.servers,
      ];
      const { code, stdout } = await runHere([...args, '--json'], { cwd: '/' });
      expect(code).to.equal(0);
      const { status, envelope_id: id } = JSON.parse(stdout);
      expect(status).to.equal('sent');
      await until(async () => (await records(COMPLETED)).some(({ value }) => String(value).includes(id)));
    });

    it('says in one line what is wrong', async () => {
      const away = `127.0.0.1:${await freePort()}`;
      const refusals: [string[], RegExp][] = [
        [
          ['onex.cmd.billing.paymnt-requested.v1', '{}'],
          /Did you mean onex\.cmd\.billing\.payment-requested\.v1\?/,
        ],
        [['payment:create', '{}', '--kafka-servers', away], new RegExp(`Kafka at ${away}: .*ECONNREFUSED`)],
        [['payment:create', '{}', '--kafka-servers', 'nowhere'], /--kafka-servers: expected host:port/],
      ];
      for (const [args, message] of refusals) {
        const { code, stdout, stderr } = await here('send', ...args);
        expect([code, stdout, stderr.trimEnd().split('\n').length], stderr).to.deep.equal([1, '', 1]);
        expect(stderr).to.match(message);
      }
    });
  });

  describe('tail', () => {
    it('prints one conversation, in the order of its time', async () => {
      await here('send', 'checkout', '{"amount": 2}', '--correlation', CORRELATION);
      const { code, stdout } = await here('tail', '--json', '--correlation', CORRELATION);
      expect(code).to.equal(0);
      const topics = jsonLines(stdout).map(({ topic }) => topic as string);
      expect(topics[0]).to.equal('onex.cmd.billing.checkout-requested.v1');
      expect(topics).to.include.members([COMMANDS, COMPLETED, 'onex.evt.billing.checkout-completed.v1']);
      const only = await here('tail', 'onex.*.billing.payment-*', '--json', '--correlation', CORRELATION);
      expect(jsonLines(only.stdout).map(({ topic }) => topic as string)).to.deep.equal([COMMANDS, COMPLETED]);
    });

    it('follows patterns, topics that come up later among them, until it is interrupted', async () => {
      const tail = begin(['tail', '--follow', 'onex.evt.later.*', COMPLETED], {
        KAFKA_BOOTSTRAP_SERVERS: kafka.servers,
      });
      await tail.until(`on Kafka at ${kafka.servers}`);
      await until(async () => {
        await here('send', 'payment:create', '{"amount": 4}');
        return tail.stdout().includes(`${COMPLETED}  #`);
      });
      await bus.missingTopics([LATER]);
      const envelope = createEnvelope({ late: 1 });
      const headers = createHeaders(envelope, { topic: LATER, source: 'test' });
      await bus.publish([{ topic: LATER, key: null, value: JSON.stringify(envelope), headers }]);
      await tail.until('{"late":1}');
      tail.child.kill('SIGINT');
      expect((await tail.ended).code).to.equal(0);
      expect(tail.stdout()).to.not.contain('payment-requested');
    });

    it('forms no consumer group, also while it follows', async () => {
      const tail = begin(['tail', '--follow', COMPLETED], { KAFKA_BOOTSTRAP_SERVERS: kafka.servers });
      await tail.until(`on Kafka at ${kafka.servers}`);
      await until(async () => {
        await here('send', 'payment:create', '{"amount": 4}');
        return tail.stdout().includes(`${COMPLETED}  #`);
      });
      for (const groupId of await groupIdsOf(kafka.servers)) expect(groupId).to.match(/^local\.billing\./u);
      tail.child.kill('SIGTERM');
      expect((await tail.ended).code).to.equal(0);
    });

    it('passes digits, the order of names, and bytes on as they are', async () => {
      const payload = '{"operation":"create","amount":12345678901234567890,"z":1e400,"2":1.50,"1":-0}';
      await bus.missingTopics([LATER]);
      const sent = await here('send', LATER, payload, '--json');
      const { correlation_id: correlation } = JSON.parse(sent.stdout) as { correlation_id: string };
      const { stdout } = await here('tail', LATER, '--json', '--correlation', correlation);
      expect(stdout).to.contain(`"payload":${payload}`);
    });
  });

  describe('dlq', () => {
    it('lists what a node could not take, shows it, and sends it again as it was', async () => {
      await here('send', 'payment:create', '{"amount": "much", "note": "žluť"}', '-q');
      const listed = jsonLines((await here('dlq', 'list', DEAD, '--json')).stdout);
      expect(listed).to.have.length(1);
      const { partition, offset, original_topic: topic, reason } = listed[0]!;
      expect([topic, reason]).to.satisfy(([from, why]: string[]) => from === COMMANDS && /amount/.test(why!));

      const shown = JSON.parse((await here('dlq', 'show', DEAD, `${partition}:${offset}`)).stdout);
      expect(shown.message.payload).to.deep.equal({ amount: 'much', note: 'žluť' });
      expect(shown.letter).to.include({ original_topic: COMMANDS });

      const replayed = await here('dlq', 'replay', DEAD, String(offset));
      expect(replayed.code, replayed.stderr).to.equal(0);
      expect(replayed.stdout).to.equal(`${partition}:${offset} → ${COMMANDS}\n`);
      const copies = (await records(COMMANDS)).filter(({ value }) => String(value).includes('žluť'));
      expect(copies).to.have.length(2);
      expect(copies[1]!.value!.equals(copies[0]!.value!)).to.equal(true);
      expect(copies[1]!.key!.equals(copies[0]!.key!)).to.equal(true);
      expect(copies[1]!.headers).to.include({
        replayed_from: `${DEAD}/${partition}:${offset}`,
        correlation_id: copies[0]!.headers['correlation_id'],
        message_id: copies[0]!.headers['message_id'],
      });
      // The node refuses it again, which it would not if the first time had counted as done.
      await until(async () => (await records(DEAD)).length === 2);
    });

    it('keeps bytes that are no text', async () => {
      const value = Buffer.from([0xff, 0x00, 0x7b]);
      const record = inbound({ topic: COMPLETED, key: Buffer.from([0xfe]), value });
      await bus.publish([createDeadLetter(record, new Error('not UTF-8'), { topic: OTHER, source: 'test' })]);
      const { code, stdout } = await here('dlq', 'replay', OTHER, '--all', '--json');
      expect(code).to.equal(0);
      expect(JSON.parse(stdout)).to.deep.include({ status: 'done', dry_run: false, sent: 1 });
      const last = (await records(COMPLETED)).find((each) => each.headers['replayed_from'] !== undefined);
      expect([last!.value!.equals(value), last!.key!.equals(Buffer.from([0xfe]))]).to.deep.equal([
        true,
        true,
      ]);
    });

    it('picks by topic, reason and correlation, and sends nothing with --dry-run', async () => {
      const envelope = createEnvelope({ amount: 1 }, { correlationId: CORRELATION });
      const value = Buffer.from(JSON.stringify(envelope));
      const letters = [COMMANDS, 'onex.evt.gone.thing-done.v1'].map((topic) =>
        createDeadLetter(inbound({ topic, value }), new Error(`no ${topic}`), {
          topic: OTHER,
          source: 'test',
        }),
      );
      await bus.publish([...letters, { topic: OTHER, key: null, value: 'nonsense\u001b[31m', headers: {} }]);
      const count = async (...filters: string[]) =>
        jsonLines((await here('dlq', 'list', OTHER, '--json', ...filters)).stdout).length;
      expect(await count()).to.equal(4);
      expect(await count('--correlation', CORRELATION.toUpperCase())).to.equal(2);
      expect(await count('--from', 'onex.evt.gone.*')).to.equal(1);
      expect(await count('--reason', 'NO ONEX.CMD')).to.equal(1);

      const before = (await records(COMMANDS)).length;
      const dry = await here('dlq', 'replay', OTHER, '--all', '--from', COMMANDS, '--dry-run');
      expect([dry.code, dry.stdout.endsWith(`→ ${COMMANDS}\n`)]).to.deep.equal([0, true]);
      const partly = await here('dlq', 'replay', OTHER, '--all', '--json', '--from', 'onex.evt.gone.*');
      expect(partly.code).to.equal(1);
      expect(JSON.parse(partly.stdout).results[0].error).to.contain(
        'onex.evt.gone.thing-done.v1, which does not exist',
      );
      expect((await records(COMMANDS)).length).to.equal(before);

      const all = await here('dlq', 'list');
      expect(all.stdout).to.contain(`${OTHER}\n`).and.contain(`${DEAD}\n`).and.not.contain('\u001b[31m');
    });

    it('says in one line what is wrong', async () => {
      const refusals: [string[], string][] = [
        [[], 'The action is missing. onex-runtime dlq list|show|replay TOPIC'],
        [['lst'], 'Did you mean list?'],
        [['show'], 'The topic is missing'],
        [['show', DEAD], 'Which dead letter?'],
        [['replay', DEAD], 'Either their places, or --all'],
        [['replay', DEAD, '0:1', '--all'], 'Either their places, or --all'],
        [['list', 'onex.dlq.billing.comands.v1'], `Did you mean ${DEAD}?`],
        [['show', DEAD, '0:99'], `${DEAD} has no dead letter at 0:99`],
        [['show', DEAD, 'first'], '"first" is not an offset'],
      ];
      for (const [args, message] of refusals) {
        const { code, stdout, stderr } = await here('dlq', ...args);
        expect([code, stdout, stderr.trimEnd().split('\n').length], stderr).to.deep.equal([1, '', 1]);
        expect(stderr).to.contain(message);
      }
      const nowhere = await runHere(['dlq', 'list'], { cwd: project.root });
      expect(nowhere.stderr).to.contain('The address of Kafka is missing. Give --kafka-servers HOST:PORT');
    });
  });

  describe('registrar', () => {
    it('registers nodes that do not register themselves, and ends with 0 when told to', async () => {
      const registrar = begin(['registrar', '--kafka-servers', kafka.servers, '--consul', consul.url]);
      await registrar.until('"message":"started"');
      const names = async () => {
        const services = (await (await fetch(`${consul.url}/v1/agent/services`)).json()) as Record<
          string,
          { Meta: { node_name: string } }
        >;
        return Object.values(services).map(({ Meta }) => Meta.node_name);
      };
      await until(async () => (await names()).length === 2);
      expect(await names()).to.have.members([
        'node_billing_payment_effect',
        'node_billing_checkout_orchestrator',
      ]);
      registrar.child.kill('SIGTERM');
      expect((await registrar.ended).code).to.equal(0);
      expect(registrar.stdout()).to.contain('"message":"stopped"');
      expect(
        (await groupIdsOf(kafka.servers)).filter((groupId) => groupId.includes('registrar')),
      ).to.deep.equal([]);
    });

    it('says what is missing, and waits for a Kafka that is away', async () => {
      const { code, stderr } = await run(['registrar'], { cwd: '/' });
      expect([code, stderr]).to.deep.equal([
        1,
        '✗ The registrar needs --kafka-servers (or KAFKA_BOOTSTRAP_SERVERS) and --consul (or CONSUL_HTTP_ADDR)\n',
      ]);
      const servers = `127.0.0.1:${await freePort()}`;
      const waiting = begin(['registrar'], {
        KAFKA_BOOTSTRAP_SERVERS: servers,
        CONSUL_HTTP_ADDR: consul.url,
      });
      await waiting.until(`not started yet, trying on: Kafka at ${servers}`);
      waiting.child.kill('SIGINT');
      expect((await waiting.ended).code).to.equal(0);
    });
  });
});
