import { expect } from 'chai';
import { isInfrastructureError, isNodeFault, OnexError } from '../../../../../src/errors/index.ts';
import {
  isMissingTopic,
  isTransient,
  isRefused,
  toBusError,
} from '../../../../../src/event-bus/transports/kafka/kafkajs/kafka-error.ts';

const wrapped = (type: string): Error =>
  new Error('retries exceeded', { cause: Object.assign(new Error('said so'), { type, code: 29 }) });

describe('errors of the Kafka client', () => {
  for (const [type, code, isKept, isFault] of [
    ['NOT_LEADER_FOR_PARTITION', 'EVENT_BUS_ERROR', true, false],
    ['TOPIC_AUTHORIZATION_FAILED', 'EVENT_BUS_ERROR', true, true],
    ['SASL_AUTHENTICATION_FAILED', 'EVENT_BUS_ERROR', true, true],
    ['MESSAGE_TOO_LARGE', 'INVALID_PARAMETER', false, false],
  ] as const) {
    it(`${type} ${isFault ? 'stops the node until somebody repairs it' : isKept ? 'lets messages wait' : 'is of the record'}`, () => {
      const error = toBusError(wrapped(type), 'publishing failed');
      expect(error).to.include({ code });
      expect(error.message).to.match(/^publishing failed: said so/);
      expect([isInfrastructureError(error), isNodeFault(error)]).to.deep.equal([isKept, isFault]);
      expect(isRefused(wrapped(type))).to.equal(!isKept);
    });
  }

  it('without a type let messages wait, and those of the runtime stay as they are', () => {
    const own = new OnexError('INVALID_PARAMETER', 'no topic');
    expect(toBusError(own, 'publishing failed')).to.equal(own);
    const error = toBusError(new TypeError('x of undefined'), 'publishing failed');
    expect(error).to.include({ code: 'EVENT_BUS_ERROR' });
    expect(isNodeFault(error)).to.equal(false);
  });

  it('are passing only when the broker says so', () => {
    const said = (name: string, retriable?: boolean): Error =>
      new Error('retries exceeded', { cause: Object.assign(new Error('said so'), { name, retriable }) });
    expect(isTransient(said('KafkaJSGroupCoordinatorNotFound'))).to.equal(true);
    expect(isTransient(said('KafkaJSProtocolError', true))).to.equal(true);
    expect(isTransient(said('KafkaJSProtocolError', false))).to.equal(false);
    expect(isTransient(said('KafkaJSProtocolError'))).to.equal(false);
    expect(isTransient(said('KafkaJSConnectionError', true))).to.equal(false);
  });

  it('tell a missing topic from everything else', () => {
    expect(isMissingTopic(wrapped('UNKNOWN_TOPIC_OR_PARTITION'))).to.equal(true);
    expect(isMissingTopic(wrapped('NOT_LEADER_FOR_PARTITION'))).to.equal(false);
    expect(isMissingTopic('no error at all')).to.equal(false);
  });

  it('are one line without repeats, with a remedy where a person can help', () => {
    const messageOf = (said: string): string => toBusError(new Error(said), 'Kafka at h:1').message;
    expect(messageOf('Request failed: Request failed:\n  no leader')).to.equal(
      'Kafka at h:1: Request failed: no leader',
    );
    for (const [said, remedy] of [
      ['Closed connection', 'whether it is Kafka'],
      ['disconnected before secure TLS connection was established', 'KAFKA_SECURITY_PROTOCOL'],
      ['self-signed certificate', 'KAFKA_SSL_CA_FILE'],
      ['SASL PLAIN Authentication failed', 'KAFKA_SASL_PASSWORD'],
      ['a batch compressed with Snappy is malformed', 'after the batch'],
      ['a compressed batch is cut off', 'after the batch'],
      ['The timestamp of the message is out of acceptable range', 'clock'],
    ] as const) {
      expect(messageOf(said)).to.contain(`${said} (`).and.contain(remedy);
    }
    expect(messageOf('not Closed connection')).to.not.contain('(');
  });

  it('that cause each other in a circle end', () => {
    const circle = new Error('circle');
    circle.cause = circle;
    expect(toBusError(circle, 'publishing failed')).to.include({ code: 'EVENT_BUS_ERROR' });
    expect(toBusError('text', 'publishing failed').message).to.equal('publishing failed: text');
  });
});
