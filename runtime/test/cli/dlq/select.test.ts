import { expect } from 'chai';
import { readLetter } from '../../../src/cli/dlq/letter.ts';
import { letterMatcher } from '../../../src/cli/dlq/select.ts';

describe('dead letters of a conversation', () => {
  it('are found by the beginning of its id', () => {
    const letter = readLetter({
      topic: 'onex.dlq.billing.commands.v1',
      partition: 0,
      offset: 0n,
      timestamp: 0,
      key: null,
      value: Buffer.from(
        JSON.stringify({
          original_topic: 'onex.cmd.billing.payment-requested.v1',
          original_message: { value: '{}' },
          failure_reason: 'no payload',
          correlation_id: 'FEAA2AD2-dea9-4140-adf6-4404c2810ee8',
        }),
      ),
      headers: {},
    });
    const fits = (correlationId: string): boolean =>
      letterMatcher({ originalTopic: null, correlationId, reason: null })(letter);
    expect(fits('feaa2ad2')).to.equal(true);
    expect(fits('feaa2ad2-dea9-4140-adf6-4404c2810ee8')).to.equal(true);
    expect(fits('dea9')).to.equal(false);
  });
});
