import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import kafkajs, { type Admin, type AclOperationTypes, type AclResourceTypes, Kafka, logLevel } from 'kafkajs';
import type { EventTransport } from '../../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../../runtime/src/event-bus/kafka/index.ts';
import { persist } from '../../../runtime/src/event-bus/persist.ts';
import { createTopicWatch } from '../../../runtime/src/event-bus/topic-watch.ts';
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
const COMMANDS = 'onex.cmd.test.guarded.v1';
const GROUP = 'local.test.guarded';
const BACKOFF = { initialMs: 100, maxMs: 500 };

describe('rights that are missing on a broker with access rules', function () {
  this.timeout(120_000);
  let broker: KafkaService;
  let admin: Admin;
  let bus: EventTransport;
  const logger = recordingLogger();
  const stopping = new AbortController();
  before(async () => {
    broker = await startKafka({ KAFKA_SECURE: '1', KAFKA_ACLS: '1', KAFKA_PASSWORD: PASSWORD });
    const port = /SASL_PLAINTEXT=(\d+)/u.exec(readFileSync(path.join(broker.folder, 'secure'), 'utf8'))?.[1];
    admin = new Kafka({ brokers: [broker.servers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: COMMANDS, numPartitions: 1 }], waitForLeaders: true });
    bus = await createKafkaTransport({
      servers: [`127.0.0.1:${port}`],
      clientId: 'rights',
      logger,
      environment: {
        KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT',
        KAFKA_SASL_MECHANISM: 'PLAIN',
        KAFKA_SASL_USERNAME: 'onex',
        KAFKA_SASL_PASSWORD: PASSWORD,
      },
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
    await grant(OPERATIONS.READ, RESOURCES.GROUP, GROUP);
    await subscribed;
    expect(groupProblems).to.have.length(1);
    expect(groupProblems[0]).to.contain(`User:onex has no right to READ on group ${GROUP}`);

    await grant(OPERATIONS.WRITE, RESOURCES.TOPIC, COMMANDS);
    await persist(publish, { signal: stopping.signal, backoff: BACKOFF, onProblem: () => {} });
    await until(() => handled.length > 0);
    expect(logger.lines.filter(({ level }) => level !== 'debug')).to.deep.equal([]);
  });
});
