import { expect } from 'chai';
import type { Admin, ITopicConfig } from 'kafkajs';
import { isNodeFault } from '../../../../../src/errors/index.ts';
import { toBusError } from '../../../../../src/event-bus/transports/kafka/kafkajs/kafka-error.ts';
import { hiddenTopics, missingTopics } from '../../../../../src/event-bus/transports/kafka/cluster/topics.ts';

describe('topics that are missing', () => {
  let created: ITopicConfig[];
  let waited: boolean | undefined;
  let admin: Admin;
  beforeEach(() => {
    created = [];
    waited = undefined;
    const fake: Partial<Admin> = {
      listTopics: async () => ['present'],
      async createTopics({ topics, waitForLeaders }) {
        created.push(...topics);
        waited = waitForLeaders;
        return true;
      },
    };
    admin = fake as Admin;
  });

  it('are reported once each and are not created unless that is allowed', async () => {
    expect(await missingTopics(admin, ['absent', 'present', 'absent'], null, 'User:test')).to.deep.equal([
      'absent',
    ]);
    expect(created).to.deep.equal([]);
  });

  it('are created with the defaults of the broker, and are missing no more', async () => {
    expect(await missingTopics(admin, ['absent', 'absent', 'present'], {}, 'User:test')).to.deep.equal([]);
    expect(created).to.deep.equal([{ topic: 'absent', numPartitions: -1, replicationFactor: -1 }]);
    expect(waited).to.equal(true);
  });

  it('are created with the configured numbers', async () => {
    await missingTopics(admin, ['absent'], { partitions: 8, replication: 3 }, 'User:test');
    expect(created).to.deep.equal([{ topic: 'absent', numPartitions: 8, replicationFactor: 3 }]);
  });

  it('are created as the contract says, unless numbers are configured', async () => {
    const config = { partitions: 3, replication: null, settings: { 'retention.ms': '86400000' } };
    const configs = new Map([['absent', config]]);
    await missingTopics(admin, ['absent', 'other'], { configs }, 'User:test');
    const configEntries = [{ name: 'retention.ms', value: '86400000' }];
    expect(created).to.deep.equal([
      { topic: 'absent', numPartitions: 3, replicationFactor: -1, configEntries },
      { topic: 'other', numPartitions: -1, replicationFactor: -1 },
    ]);
    await missingTopics(admin, ['absent'], { configs, partitions: 8 }, 'User:test');
    expect(created.at(-1)).to.include({ numPartitions: 8 });
  });

  it('need no request when there are none', async () => {
    expect(await missingTopics(admin, ['present'], {}, 'User:test')).to.deep.equal([]);
    expect(waited).to.equal(undefined);
  });

  it('are an error when the broker refuses to create them', async () => {
    admin.createTopics = () => Promise.reject(new Error('not authorized'));
    const error = await missingTopics(admin, ['absent'], {}, 'User:test').catch((thrown: unknown) => thrown);
    expect(error).to.be.an('error').with.property('message', 'not authorized');
  });

  it('may be hidden: the broker refuses to describe them, which it says of no topic that is only missing', async () => {
    const refusals: Readonly<Record<string, string>> = {
      hidden: 'TOPIC_AUTHORIZATION_FAILED',
      absent: 'UNKNOWN_TOPIC_OR_PARTITION',
      broken: 'NOT_CONTROLLER',
    };
    admin.fetchTopicMetadata = async ({ topics: [topic = ''] } = { topics: [] }) => {
      const type = refusals[topic];
      if (type !== undefined) throw Object.assign(new Error('refused'), { type });
      return { topics: [{ name: topic, partitions: [] }] };
    };
    expect(await hiddenTopics(admin, ['absent', 'hidden', 'present'])).to.deep.equal(['hidden']);
    const error = await hiddenTopics(admin, ['broken']).catch((thrown: unknown) => thrown);
    expect(error).to.be.an('error').with.property('type', 'NOT_CONTROLLER');
  });

  describe('that the broker refuses to create', () => {
    const topicError = (topic: string, type: string, message: string): Error =>
      Object.assign(new Error(message), { topic, type, name: 'KafkaJSCreateTopicError' });
    const refuse = (...errors: readonly Error[]): void => {
      admin.createTopics = () =>
        Promise.reject(Object.assign(new Error('Topic creation errors'), { errors }));
    };
    const failureOf = (creation: object): Promise<Error> =>
      missingTopics(admin, ['a', 'b'], creation, 'User:test').then(
        () => new Error('created'),
        (error: unknown) => toBusError(error, 'Kafka at h:1'),
      );

    it('are named with their numbers, the reason, and the setting', async () => {
      refuse(topicError('a', 'INVALID_REPLICATION_FACTOR', 'Replication-factor is invalid'));
      const { message } = await failureOf({ replication: 3 });
      expect(message).to.match(
        /^Kafka at h:1: a with partitions: the broker's default, replicas: 3 cannot be created \(Replication-factor is invalid\) \(see ONEX_TOPIC_REPLICATION/,
      );
    });

    it('are all named, and a missing right stops the node until somebody repairs it', async () => {
      refuse(
        topicError('a', 'TOPIC_AUTHORIZATION_FAILED', 'Not authorized'),
        topicError('b', 'TOPIC_AUTHORIZATION_FAILED', 'Not authorized'),
      );
      const error = await failureOf({});
      expect(error.message).to.equal(
        'Kafka at h:1: ' +
          ['a', 'b']
            .map(
              (topic) =>
                `User:test has no right to CREATE on topic ${topic}: grant it, or DESCRIBE if the topic exists`,
            )
            .join('; '),
      );
      expect(isNodeFault(error)).to.equal(true);
    });

    it('are no failure where another node created them meanwhile', async () => {
      const exists = topicError('a', 'TOPIC_ALREADY_EXISTS', 'exists');
      refuse(exists);
      expect(await missingTopics(admin, ['a'], {}, 'User:test')).to.deep.equal([]);
      refuse(exists, topicError('b', 'POLICY_VIOLATION', 'against the policy'));
      const { message } = await failureOf({});
      expect(message).to.contain('against the policy').and.not.to.contain('exists');
    });
  });
});
