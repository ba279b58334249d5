import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import {
  kafkaSecurity,
  topicCreation,
} from '../../../../../src/event-bus/transports/kafka/settings/kafka-config.ts';

const credentials = { KAFKA_SASL_USERNAME: 'user', KAFKA_SASL_PASSWORD: 'hush' };

describe('Kafka’s security from the environment', () => {
  it('is none when nothing is said', () => {
    expect(kafkaSecurity({})).to.deep.equal({});
    expect(kafkaSecurity({ KAFKA_SECURITY_PROTOCOL: 'plaintext' })).to.deep.equal({});
  });

  it('has the three mechanisms of SASL', () => {
    const mechanism = (name: string) =>
      kafkaSecurity({
        ...credentials,
        KAFKA_SECURITY_PROTOCOL: 'SASL_PLAINTEXT',
        KAFKA_SASL_MECHANISM: name,
      });
    expect(mechanism('PLAIN')).to.deep.equal({
      sasl: { mechanism: 'plain', username: 'user', password: 'hush' },
    });
    expect(mechanism('SCRAM-SHA-256').sasl).to.include({ mechanism: 'scram-sha-256' });
    expect(mechanism('scram-sha-512').sasl).to.include({ mechanism: 'scram-sha-512' });
  });

  it('sends credentials through TLS unless told otherwise', () => {
    const security = kafkaSecurity({ ...credentials, KAFKA_SASL_MECHANISM: 'PLAIN' });
    expect(security).to.have.keys('ssl', 'sasl');
  });

  it('reads certificates from files', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'onex-tls-'));
    const file = (name: string): string => {
      writeFileSync(path.join(folder, name), `the ${name}`);
      return path.join(folder, name);
    };
    const security = kafkaSecurity({
      KAFKA_SECURITY_PROTOCOL: 'SSL',
      KAFKA_SSL_CA_FILE: file('ca'),
      KAFKA_SSL_CERT_FILE: file('cert'),
      KAFKA_SSL_KEY_FILE: file('key'),
      KAFKA_SSL_KEY_PASSWORD: 'hush',
    });
    expect(security.ssl).to.deep.equal({
      ca: 'the ca',
      cert: 'the cert',
      key: 'the key',
      passphrase: 'hush',
    });
    rmSync(folder, { recursive: true });
  });

  const mistakes: readonly (readonly [string, Record<string, string>, RegExp])[] = [
    ['an unknown protocol', { KAFKA_SECURITY_PROTOCOL: 'hush' }, /^KAFKA_SECURITY_PROTOCOL must be one of/],
    [
      'an unknown mechanism',
      { ...credentials, KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', KAFKA_SASL_MECHANISM: 'hush' },
      /^KAFKA_SASL_MECHANISM must be one of PLAIN, SCRAM/,
    ],
    [
      'a missing password',
      { KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', KAFKA_SASL_USERNAME: 'user' },
      /^KAFKA_SASL_PASSWORD is not set/,
    ],
    [
      'a file that is not there',
      { KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_SSL_CA_FILE: '/nowhere/ca.pem' },
      /^KAFKA_SSL_CA_FILE: \/nowhere\/ca.pem cannot be read \(ENOENT\)/,
    ],
  ];
  for (const [what, environment, message] of mistakes) {
    it(`names the variable, and no value, of ${what}`, () => {
      expect(() => kafkaSecurity(environment))
        .to.throw(message)
        .that.includes({ code: 'CONFIGURATION_ERROR' });
      expect(() => kafkaSecurity(environment)).to.not.throw(/hush/);
    });
  }

  it('takes the numbers of topics that are made, and refuses what is no number', () => {
    expect(topicCreation({})).to.deep.equal({});
    expect(topicCreation({ ONEX_TOPIC_PARTITIONS: '8', ONEX_TOPIC_REPLICATION: '3' })).to.deep.equal({
      partitions: 8,
      replication: 3,
    });
    expect(() => topicCreation({ ONEX_TOPIC_PARTITIONS: '0' })).to.throw(/ONEX_TOPIC_PARTITIONS/);
  });
});
