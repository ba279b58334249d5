import { expect } from 'chai';
import fc from 'fast-check';
import {
  createEnvelope,
  failureReasonOf,
  isTimedOut,
  parseEnvelope,
  retryableOf,
  verdictOf,
  verdictOfAnswer,
  type EnvelopeOptions,
} from '../../../../src/event-bus/index.ts';

describe('the verdict in an answer', () => {
  const cases: readonly [object | null, 'failed' | 'succeeded' | null][] = [
    [{ status: 'failed' }, 'failed'],
    [{ status: ' Timed_Out ' }, 'failed'],
    [{ status: 'CANCELLED' }, 'failed'],
    [{ status: 'canceled', ok: true }, 'failed'],
    [{ status: 'completed', ok: false }, 'succeeded'],
    [{ status: 'OK' }, 'succeeded'],
    [{ status: 'queued' }, null],
    [{ status: 'queued', success: false }, 'failed'],
    [{ status: 500 }, null],
    [{ ok: false, success: true }, 'failed'],
    [{ ok: 'false', success: true }, 'succeeded'],
    [{ contract_passed: false }, 'failed'],
    [{ quality_passed: false, status: 'completed' }, 'failed'],
    [{ quality_gate_passed: false, ok: true }, 'failed'],
    [{ quality_passed: true }, 'succeeded'],
    [{ terminal_failure_cause: { code: 'x' }, status: 'success' }, 'failed'],
    [{ terminal_failure_cause: null, status: 'success' }, 'succeeded'],
    [{ amount: 5 }, null],
    [[{ status: 'failed' }], null],
    [null, null],
    [Object.create({ status: 'failed' }) as object, null],
  ];
  for (const [payload, expected] of cases) {
    it(`is ${expected ?? 'left to the topic'} for ${JSON.stringify(payload)}`, () => {
      expect(verdictOf(payload)).to.equal(expected);
    });
  }

  it('has the sender’s reason, whichever field states it', () => {
    expect(failureReasonOf({ failure_reason: 'no card', error: { message: 'other' } })).to.equal('no card');
    expect(failureReasonOf({ error: { message: 'expired' } })).to.equal('expired');
    expect(failureReasonOf({ terminal_failure_cause: { code: 'E7' } })).to.equal('E7');
    expect(failureReasonOf({ error_message: ' ', message: 'last' })).to.equal('last');
    expect(failureReasonOf({ status: 'failed' })).to.equal(null);
  });

  it('says whether another attempt may help only where the field is a boolean', () => {
    expect(
      [{ retryable: true }, { retryable: false }, { retryable: 'no' }, {}].map(retryableOf),
    ).to.deep.equal([true, false, null, null]);
  });

  it('knows a node that gave up waiting', () => {
    expect(isTimedOut({ status: 'TIMEOUT' })).to.equal(true);
    expect(isTimedOut({ status: 'failed' })).to.equal(false);
  });
});

describe('the verdict of a message', () => {
  const causationId = '7a1f5a4e-7a63-4a0e-9d55-0a7e1c1d2b3f';
  const verdict = (payload: unknown, options: EnvelopeOptions = {}, more: object = {}) =>
    verdictOfAnswer({ ...createEnvelope(payload, options), ...more });

  it('is that of its tag, whatever its payload holds', () => {
    expect(verdict({ status: 'failed', ok: false }, { verdict: 'succeeded' })).to.equal('succeeded');
    expect(verdict({ status: 'completed' }, { verdict: 'failed' })).to.equal('failed');
    expect(createEnvelope({ status: 'failed' }, { verdict: 'succeeded' }).metadata.tags).to.deep.equal({
      verdict: 'succeeded',
    });
  });

  it('is what its node stated, for any payload, after the way over the wire', () => {
    const field = fc.constantFrom(
      'status',
      'ok',
      'success',
      'quality_passed',
      'terminal_failure_cause',
      'operation',
    );
    const value = fc.oneof(
      fc.constantFrom('failed', 'ok', 'timeout', ''),
      fc.boolean(),
      fc.constant(null),
      fc.integer(),
    );
    fc.assert(
      fc.property(fc.dictionary(field, value), fc.constantFrom('failed', 'succeeded'), (payload, stated) => {
        const envelope = createEnvelope(payload, { verdict: stated, causationId });
        const read = parseEnvelope(Buffer.from(JSON.stringify(envelope)));
        expect(verdictOfAnswer(read)).to.equal(stated);
      }),
    );
  });

  it('is that of the payload where the tag is absent or unknown', () => {
    expect(verdict({ status: 'failed' }, { causationId, operation: 'find' })).to.equal('failed');
    expect(verdict({ status: 'failed' }, { tags: { verdict: 'maybe' } })).to.equal('failed');
    expect(verdict({ amount: 1 })).to.equal(null);
  });

  it('is left to the topic in an answer of runtime 0.1, whose payload names the operation', () => {
    expect(verdict({ status: 'failed', operation: 'find' }, { causationId })).to.equal(null);
  });

  it('is that of the payload in a Python answer with a field `operation`', () => {
    const payload = { status: 'failed', operation: 'find' };
    expect(verdict(payload)).to.equal('failed');
    expect(verdict(payload, { causationId, sourceTool: 'omnimarket' })).to.equal('failed');
    expect(verdict(payload, { causationId }, { parent_envelope_id: null })).to.equal('failed');
  });
});
