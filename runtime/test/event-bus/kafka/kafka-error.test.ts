import { expect } from 'chai';
import { isInfrastructureError, isNodeFault, OnexError } from '../../../src/errors/index.ts';
import { isRefused, toBusError } from '../../../src/event-bus/kafka/kafka-error.ts';

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
});
