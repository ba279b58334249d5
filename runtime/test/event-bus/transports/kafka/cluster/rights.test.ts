import { expect } from 'chai';
import {
  mayBeRight,
  missingRights,
  principalOf,
} from '../../../../../src/event-bus/transports/kafka/cluster/rights.ts';

const NEEDED = { groups: ['local.billing'], read: ['a', 'b', 'c', 'd'], write: ['c', 'd', 'e'] };
const DESCRIBE = 1 << 8;
const topic = (name: string, errorCode: number, operations: number) => ({
  topic: name,
  errorCode,
  operations,
  id: '',
  partitions: [],
});

describe('rights of a consumer', () => {
  it('that are missing are named with their operation and resource, and no others', async () => {
    const view = {
      groupOperations: async () => DESCRIBE,
      describeTopics: async () => [
        topic('a', 29, 0),
        topic('b', 0, DESCRIBE),
        topic('c', 0, (1 << 3) | DESCRIBE),
        topic('d', 3, 0),
        topic('e', 29, 0),
      ],
    };
    expect(await missingRights(view, NEEDED)).to.deep.equal([
      'READ on group local.billing',
      'READ on topic a',
      'READ on topic b',
      'WRITE on topic c',
      'WRITE on topic e',
    ]);
  });

  it('are none where the coordinator is only unavailable', async () => {
    const view = {
      groupOperations: async () => null,
      describeTopics: async (topics: readonly string[]) => topics.map((name) => topic(name, 0, 0x7fff_ffff)),
    };
    expect(await missingRights(view, NEEDED)).to.deep.equal([]);
  });

  it('are looked into for refusals, also those that the client hides', () => {
    const refused = Object.assign(new Error('no'), { type: 'GROUP_AUTHORIZATION_FAILED' });
    const hidden = Object.assign(new Error('Failed to find group coordinator'), {
      name: 'KafkaJSGroupCoordinatorNotFound',
    });
    expect(mayBeRight(new Error('wrapped', { cause: refused }))).to.equal(true);
    expect(mayBeRight(hidden)).to.equal(true);
    expect(mayBeRight(new Error('connect ECONNREFUSED'))).to.equal(false);
  });

  it('belong to the name that logs in, else to the certificate, else to nobody known', () => {
    expect(principalOf({ KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', KAFKA_SASL_USERNAME: 'alice' })).to.equal(
      'User:alice',
    );
    expect(principalOf({})).to.equal('User:ANONYMOUS');
    expect(principalOf({ KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CERT_FILE: 'none.pem' })).to.equal(
      'the client of none.pem',
    );
  });
});
