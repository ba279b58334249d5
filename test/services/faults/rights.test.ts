import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import kafkajs, { type Admin, type AclOperationTypes, type AclResourceTypes, Kafka, logLevel } from 'kafkajs';
import type { EventTransport } from '../../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import { persist } from '../../../runtime/src/event-bus/retry/persist.ts';
import { createTopicWatch } from '../../../runtime/src/event-bus/session/topic-watch.ts';
import { type TestProject, writeProject } from '../../../runtime/test/cli/support/project.ts';
import { runHere } from '../../../runtime/test/cli/support/run-here.ts';
import { recordingLogger } from '../../../runtime/test/event-bus/recording-logger.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { type KafkaService, startKafka } from '../support/services.ts';

const {
  AclOperationTypes: OPERATIONS,
  AclResourceTypes: RESOURCES,
  AclPermissionTypes,
  ResourcePatternTypes,
} = kafkajs;
const PASSWORD = 'hush-hush';
const LOGIN = {
  KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT',
  KAFKA_SASL_MECHANISM: 'PLAIN',
  KAFKA_SASL_USERNAME: 'onex',
  KAFKA_SASL_PASSWORD: PASSWORD,
};
const COMMANDS = 'onex.cmd.test.guarded.v1';
const GROUP = 'local.test.guarded';
const BACKOFF = { initialMs: 100, maxMs: 500 };

describe('rights that are missing on a broker with access rules', function () {
  this.timeout(120_000);
  let broker: KafkaService;
  let admin: Admin;
  let bus: EventTransport;
  let port: string | undefined;
  const logger = recordingLogger();
  const stopping = new AbortController();
  before(async () => {
    broker = await startKafka({ KAFKA_SECURE: '1', KAFKA_ACLS: '1', KAFKA_PASSWORD: PASSWORD });
    port = /SASL_PLAINTEXT=(\d+)/u.exec(readFileSync(path.join(broker.folder, 'secure'), 'utf8'))?.[1];
    admin = new Kafka({ brokers: [broker.servers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: COMMANDS, numPartitions: 1 }], waitForLeaders: true });
    bus = await createKafkaTransport({
      servers: [`127.0.0.1:${port}`],
      clientId: 'rights',
      logger,
      environment: LOGIN,
    });
    await bus.connect();
  });
  after(async () => {
    stopping.abort();
    await bus?.close();
    await admin?.disconnect();
    await broker?.stop();
  });

  const grant = (
    operation: AclOperationTypes,
    resourceType: AclResourceTypes,
    resourceName: string,
  ): Promise<boolean> =>
    admin.createAcls({
      acl: [
        {
          operation,
          resourceType,
          resourceName,
          resourcePatternType: ResourcePatternTypes.LITERAL,
          permissionType: AclPermissionTypes.ALLOW,
          principal: 'User:onex',
          host: '*',
        },
      ],
    });
  const publish = (): Promise<void> =>
    bus.publish([{ topic: COMMANDS, key: null, value: 'through', headers: {} }]);

  it('are named with principal, operation, and resource, once, until they are granted', async () => {
    const topicProblems: (string | null)[] = [];
    const groupProblems: string[] = [];
    const handled: string[] = [];
    createTopicWatch({
      transport: bus,
      needed: [COMMANDS],
      optional: [],
      signal: stopping.signal,
      backoff: BACKOFF,
      onProblem: (problem) => topicProblems.push(problem),
    }).look();
    await until(() => topicProblems.length > 0);
    expect(topicProblems[0]).to.contain(`User:onex has no right to DESCRIBE on topic ${COMMANDS}`);

    const refusal = await publish().then(
      () => null,
      (error: Error) => error.message,
    );
    expect(refusal).to.contain(`User:onex has no right to WRITE on topic ${COMMANDS}`);

    await grant(OPERATIONS.READ, RESOURCES.TOPIC, COMMANDS);
    await until(() => topicProblems.at(-1) === null);
    expect(topicProblems).to.have.length(2);

    const subscribed = persist(
      () =>
        bus.subscribe({
          groupId: GROUP,
          topics: [COMMANDS],
          from: 'earliest',
          handle: async ({ value }) => void handled.push(String(value)),
        }),
      { signal: stopping.signal, backoff: BACKOFF, onProblem: ({ message }) => groupProblems.push(message) },
    );
    await until(() => groupProblems.length > 0);
    // A member that may only see its group lacks the same right.
    await grant(OPERATIONS.DESCRIBE, RESOURCES.GROUP, GROUP);
    await setTimeout(2000);
    for (const problem of groupProblems)
      expect(problem).to.contain(`User:onex has no right to READ on group ${GROUP}`);
    await grant(OPERATIONS.READ, RESOURCES.GROUP, GROUP);
    await subscribed;
    await grant(OPERATIONS.WRITE, RESOURCES.TOPIC, COMMANDS);
    await persist(publish, { signal: stopping.signal, backoff: BACKOFF, onProblem: () => {} });
    await until(() => handled.length > 0);
    expect(logger.lines.filter(({ level }) => level !== 'debug')).to.deep.equal([]);
  });

  describe('of an operator', () => {
    const LETTERS = 'onex.dlq.test.guarded.v1';
    const NODE = 'node_billing_payment_effect';
    let project: TestProject;
    before(async () => {
      project = writeProject([NODE]);
      const topics = [LETTERS, 'onex.cmd.billing.payment-requested.v1'];
      await admin.createTopics({
        topics: topics.map((topic) => ({ topic, numPartitions: 1 })),
        waitForLeaders: true,
      });
      const producer = new Kafka({ brokers: [broker.servers], logLevel: logLevel.NOTHING }).producer();
      await producer.connect();
      await producer.send({ topic: LETTERS, messages: [{ value: '{}' }] });
      await producer.disconnect();
    });
    after(() => project?.remove());
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await runHere(args, {
        cwd: project.root,
        env: { ...LOGIN, KAFKA_BOOTSTRAP_SERVERS: `127.0.0.1:${port}` },
      });
      return { code, stdout, output: `${stdout}${stderr}` };
    };

    it('are named where a topic is hidden, which may exist', async () => {
      for (const [args, right] of [
        [['dlq', 'list', LETTERS], 'READ'],
        [['dlq', 'replay', LETTERS, '--all'], 'READ'],
        [['tail', LETTERS], 'READ'],
        [['send', LETTERS, '{}'], 'WRITE'],
      ] as const) {
        const { code, output } = await run(...args);
        expect(output, args.join(' ')).to.contain(`User:onex has no right to ${right} on topic ${LETTERS}`);
        expect(output).to.not.match(/no topic|does not exist:/u);
        expect(code).to.equal(1);
      }
    });

    it('are named where a topic may be seen but not read; no right on a group is needed', async () => {
      await grant(OPERATIONS.DESCRIBE, RESOURCES.TOPIC, LETTERS);
      for (const args of [
        ['dlq', 'list', LETTERS],
        ['tail', LETTERS],
      ]) {
        const { output } = await run(...args);
        expect(output, args.join(' ')).to.contain(`User:onex has no right to READ on topic ${LETTERS}`);
      }
      await grant(OPERATIONS.READ, RESOURCES.TOPIC, LETTERS);
      const { code, stdout } = await run('dlq', 'list', LETTERS);
      expect(code).to.equal(0);
      expect(stdout).to.contain('0:0');
    });

    it('are found by doctor before a node starts: groups to use, topics to read, topics to publish to', async () => {
      const rights = async (): Promise<string> => {
        const { stdout } = await run('doctor', '--json');
        const { findings } = JSON.parse(stdout) as {
          findings: readonly { name: string; ok: boolean; message: string }[];
        };
        return findings.find(({ name }) => name === `rights ${NODE}`)?.message ?? '';
      };
      const before = await rights();
      const group = `local.billing.${NODE}.consume`;
      for (const right of [
        `READ on group ${group}`,
        'READ on topic onex.cmd.billing.payment-requested.v1',
        'WRITE on topic onex.evt.platform.node-heartbeat.v1',
      ])
        expect(before).to.contain(right);
      expect(before).to.match(/^User:onex has no right to /u);
      await grant(OPERATIONS.READ, RESOURCES.GROUP, group);
      await grant(OPERATIONS.READ, RESOURCES.TOPIC, 'onex.cmd.billing.payment-requested.v1');
      const later = await rights();
      expect(later).to.not.contain('READ on');
      expect(later).to.contain('WRITE on topic onex.evt.platform');
    });
  });
});
