import { expect } from 'chai';
import type { Admin, ITopicConfig } from 'kafkajs';
import { missingTopics } from '../../../src/event-bus/kafka/topics.ts';

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
    expect(await missingTopics(admin, ['absent', 'present', 'absent'], null)).to.deep.equal(['absent']);
    expect(created).to.deep.equal([]);
  });

  it('are created with the defaults of the broker, and are missing no more', async () => {
    expect(await missingTopics(admin, ['absent', 'absent', 'present'], {})).to.deep.equal([]);
    expect(created).to.deep.equal([{ topic: 'absent', numPartitions: -1, replicationFactor: -1 }]);
    expect(waited).to.equal(true);
  });

  it('are created with the configured numbers', async () => {
    await missingTopics(admin, ['absent'], { partitions: 8, replication: 3 });
    expect(created).to.deep.equal([{ topic: 'absent', numPartitions: 8, replicationFactor: 3 }]);
  });

  it('need no request when there are none', async () => {
    expect(await missingTopics(admin, ['present'], {})).to.deep.equal([]);
    expect(waited).to.equal(undefined);
  });

  it('are an error when the broker refuses to create them', async () => {
    admin.createTopics = () => Promise.reject(new Error('not authorized'));
    const error = await missingTopics(admin, ['absent'], {}).catch((thrown: unknown) => thrown);
    expect(error).to.be.an('error').with.property('message', 'not authorized');
  });
});
