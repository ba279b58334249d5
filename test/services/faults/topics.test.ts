import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import {
  type EventTransport,
  closeEventBus,
  openEventBus,
  parseEnvelope,
} from '../../../runtime/src/event-bus/index.ts';
import { createKafkaTransport } from '../../../runtime/src/event-bus/transports/kafka/index.ts';
import {
  COMPLETED_TOPIC,
  FakeNode,
  command,
  fakeContract,
} from '../../../runtime/test/event-bus/fake-node.ts';
import { type Line, recordingLogger } from '../../../runtime/test/event-bus/recording-logger.ts';
import { until } from '../../../runtime/test/event-bus/until.ts';
import { runFolder } from '../support/run-folder.ts';
import { type KafkaService, startKafka } from '../support/services.ts';

const { subscribe, publish, deadLetter } = fakeContract().topics;
const TOPICS = [
  'onex.evt.platform.node-introspection.v1',
  'onex.evt.platform.node-heartbeat.v1',
  ...[...subscribe, ...publish].map(({ topic }) => topic),
  ...deadLetter,
];

describe('a broker that was restarted empty of topics', function () {
  this.timeout(60_000);
  let broker: KafkaService;
  let bus: EventTransport;
  let node: FakeNode;
  let lines: readonly Line[];
  /** What the node was told to be not ready for, in order. */
  let told: string[];
  const answered = new Set<string>();

  beforeEach(async () => {
    answered.clear();
    broker = await startKafka();
    const logger = recordingLogger();
    bus = await createKafkaTransport({
      servers: [broker.servers],
      clientId: 'test',
      logger,
      creation: { partitions: 2 },
    });
    await bus.connect();
    await bus.missingTopics(TOPICS);
    await bus.subscribe({
      groupId: 'test',
      topics: [COMPLETED_TOPIC],
      from: 'earliest',
      handle: async ({ value }) => void answered.add(JSON.stringify(parseEnvelope(value).payload)),
    });
  });
  afterEach(async () => {
    await closeEventBus(node);
    await bus?.close();
    await broker?.stop();
  });

  const open = async (createTopics: boolean): Promise<void> => {
    const logger = recordingLogger();
    lines = logger.lines;
    told = [];
    node = new FakeNode(async ({ payload }) => [{ topic: COMPLETED_TOPIC, payload }]);
    node.setReadiness = (source, problem) => {
      if (problem !== null && node.problems.get(source) !== problem) told.push(problem);
      FakeNode.prototype.setReadiness.call(node, source, problem);
    };
    await openEventBus(node, undefined, {
      logger,
      heartbeatMs: 500,
      settings: {
        kafkaServers: [broker.servers],
        stateDir: mkdtempSync(path.join(runFolder(), 'topics-')),
        createTopics,
      },
    });
    await until(() => node.problems.size === 0);
  };
  const answers = async (payload: object): Promise<void> => {
    await until(() =>
      bus.publish([command(payload)]).then(
        () => true,
        () => false,
      ),
    );
    await until(() => answered.has(JSON.stringify(payload)));
  };

  it('makes a node say once what is missing, and work again by itself when somebody makes it', async () => {
    await open(false);
    await answers({ entity_id: 'before' });
    await broker.lose();
    await broker.restart();
    await until(() => node.problems.get('event-bus')?.includes('do not exist'));
    // Long enough for several tries, which must say nothing new.
    await sleep(5000);
    const missing = told.filter((problem) => problem.includes('do not exist'));
    expect(missing).to.have.length(1);
    expect(missing[0]).to.contain('--create-topics');
    for (const topic of TOPICS) expect(missing[0]).to.contain(topic);
    expect(told.length, told.join('\n')).to.be.at.most(5);

    await bus.missingTopics(TOPICS);
    await until(() => node.problems.size === 0);
    await answers({ entity_id: 'after' });
    expect(lines.filter(({ level }) => level === 'error')).to.deep.equal([]);
  });

  it('gets them from a node that may make topics, which goes on by itself', async () => {
    await open(true);
    await answers({ entity_id: 'before' });
    await broker.lose();
    await broker.restart();
    await answers({ entity_id: 'after' });
    await until(() => node.problems.size === 0);
    expect(told.filter((problem) => problem.includes('do not exist'))).to.deep.equal([]);
  });
});
