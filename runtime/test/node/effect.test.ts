import { expect } from 'chai';
import { z } from 'zod';
import { OnexError } from '../../src/errors/index.ts';
import { NodeEffect, type Container, type HandlerContext, type OperationHandler } from '../../src/index.ts';
import { METRICS } from '../../src/node/index.ts';
import { createTestNode, type TestNode } from '../../src/testing/index.ts';
import { contractOf } from '../sample/contract-of.ts';

const COMPLETED = 'onex.evt.shop.parcel-completed.v1';
const TEXT = `
name: node_shop_parcel_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Sends parcels.
input_model: shop.models.ModelParcelInput
output_model: shop.models.ModelParcelOutput
io_operations:
  - {operation: send, operation_type: send, timeout_seconds: 5}
  - {operation: track, operation_type: track, timeout_seconds: 0.05}
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.cmd.shop.parcel-requested.v1]
  publish_topics: [${COMPLETED}, onex.evt.shop.parcel-failed.v1, onex.evt.shop.parcel-weighed.v1]
  dlq_topics: [onex.dlq.shop.commands.v1]
error_handling:
  retry_policy: {max_retries: 2, initial_delay_ms: 1, max_delay_ms: 2, exponential_base: 2}
  circuit_breaker: {enabled: true, failure_threshold: 5, timeout_ms: 60000}
`;

type Handle = (input: { to: string }, context: HandlerContext) => unknown;
const handler = (handle: Handle): OperationHandler<{ to: string }, { code: string }> => ({
  input: z.object({ to: z.string() }),
  output: z.object({ code: z.string() }),
  handle: handle as OperationHandler<{ to: string }, { code: string }>['handle'],
});

/** An effect whose two operations are given by the test. */
function parcelNode(send: Handle, track: Handle = () => ({ code: 'on its way' })) {
  return class extends NodeEffect {
    constructor(container: Container) {
      super(container, {
        contract: contractOf(TEXT),
        handlers: { send: handler(send), track: handler(track) },
      });
    }
  };
}

describe('NodeEffect', () => {
  let test: TestNode | undefined;
  const run = async (send: Handle, track?: Handle): Promise<TestNode> =>
    (test = await createTestNode(parcelNode(send, track)));
  afterEach(() => test?.stop());

  it('answers with a completed event that names the operation beside its payload and keeps the correlation id', async () => {
    const { send, published } = await run(({ to }) => ({ code: `for ${to}` }));
    const correlationId = '0f0f0f0f-0000-4000-8000-000000000001';
    const reply = await send({ to: 'Ada' }, { operation: 'send', correlationId });
    expect(reply.payload).to.deep.equal({ code: 'for Ada' });
    expect(reply.metadata.tags).to.include({ operation: 'send' });
    expect(reply.correlation_id).to.equal(correlationId);
    expect(published(COMPLETED)).to.have.length(1);
  });

  it('tries a failing handler as often as the contract says, then publishes the failed event', async () => {
    let attempts = 0;
    const { send } = await run(() => {
      attempts += 1;
      throw new Error('lorry is late');
    });
    const { payload, metadata } = await send({ to: 'Ada' }, { operation: 'send' });
    expect(attempts).to.equal(3);
    expect(metadata.tags).to.include({ operation: 'send' });
    expect(payload).to.include({ status: 'failed', failure_reason: 'lorry is late' });
    expect(payload['error']).to.include({
      message: 'lorry is late',
      error_code: 'ONEX_CORE_165_PROCESSING_ERROR',
      status: 'error',
    });
  });

  it('publishes what a later attempt gives, and nothing an earlier one emitted', async () => {
    let attempts = 0;
    const weighed = 'onex.evt.shop.parcel-weighed.v1';
    const { send, published } = await run((_input, { emit }) => {
      attempts += 1;
      emit({ kind: 'event', topic: weighed, payload: { attempts } });
      if (attempts < 3) throw new Error('again');
      return { code: 'sent' };
    });
    const { payload } = await send({ to: 'Ada' }, { operation: 'send' });
    expect(payload).to.deep.equal({ code: 'sent' });
    expect(published(weighed).map((envelope) => envelope.payload)).to.deep.equal([{ attempts: 3 }]);
  });

  it('publishes the failed event, and nothing else, when what a handler gives out is no JSON', async () => {
    const weighed = 'onex.evt.shop.parcel-weighed.v1';
    const circle: Record<string, unknown> = {};
    circle['circle'] = circle;
    let attempts = 0;
    const payloads = [{ grams: 10n }, circle];
    const { send, published } = await run((_input, { emit }) => {
      emit({ kind: 'event', topic: weighed, payload: payloads[attempts] });
      attempts += 1;
      return { code: 'sent' };
    });
    for (const reason of ['BigInt', 'circular']) {
      const { payload } = await send({ to: 'Ada' }, { operation: 'send' });
      const error = payload['error'] as { message: string };
      expect(error).to.include({ error_code: 'ONEX_CORE_165_PROCESSING_ERROR' });
      expect(error.message).to.contain('node_shop_parcel_effect send').and.contain(reason);
      expect(error.message).not.to.contain('\n');
    }
    expect(attempts).to.equal(2);
    expect([...published(COMPLETED), ...published(weighed)]).to.deep.equal([]);
  });

  it("does not try again when the caller's input is at fault", async () => {
    let attempts = 0;
    const { send } = await run(() => {
      attempts += 1;
      throw new OnexError('INVALID_PARAMETER', 'There is no such street.');
    });
    const { payload } = await send({ to: 'Ada' }, { operation: 'send' });
    expect(attempts).to.equal(1);
    expect(payload['error']).to.include({ error_code: 'ONEX_CORE_001_INVALID_PARAMETER' });
  });

  it('gives up an operation at its time-out and aborts its signal', async () => {
    let aborted = false;
    const { send } = await run(
      () => ({ code: '' }),
      (_input, { signal }) =>
        new Promise(() => {
          signal.addEventListener('abort', () => {
            aborted = true;
          });
        }),
    );
    const { payload } = await send({ to: 'Ada' }, { operation: 'track' });
    expect(payload['error']).to.include({ error_code: 'ONEX_CORE_082_TIMEOUT_EXCEEDED' });
    expect(aborted).to.equal(true);
  });

  it('stops trying while the circuit is open', async () => {
    let attempts = 0;
    const { send, node } = await run(() => {
      attempts += 1;
      throw new Error('depot is closed');
    });
    const metrics = async (): Promise<string> => (await node.container.get(METRICS).text()).body;
    await send({ to: 'Ada' }, { operation: 'send' });
    expect(await metrics()).to.match(/^onex_circuit_state\{.*operation="send".*\} 0$/mu);
    await send({ to: 'Ada' }, { operation: 'send' });
    expect(await metrics()).to.match(/^onex_circuit_state\{.*operation="send".*\} 1$/mu);
    expect(await metrics()).to.match(/^onex_operation_retries_total\{.*operation="send".*\} 4$/mu);
    const before = attempts;
    const { payload } = await send({ to: 'Ada' }, { operation: 'send' });
    expect(before).to.equal(5);
    expect(attempts).to.equal(before);
    expect(payload['error']).to.include({ error_code: 'ONEX_CORE_122_DEPENDENCY_UNAVAILABLE' });
  });

  it('fails an operation whose result does not match its model, without trying again', async () => {
    let attempts = 0;
    const { send } = await run(() => {
      attempts += 1;
      return { code: 7 };
    });
    const { payload } = await send({ to: 'Ada' }, { operation: 'send' });
    expect(attempts).to.equal(1);
    expect(payload['error']).to.include({ error_code: 'ONEX_CORE_005_VALIDATION_FAILED' });
  });

  it('has a message that does not fit the model dead-lettered, without quoting its values', async () => {
    const { send, node } = await run(() => ({ code: '' }));
    const failure = await send({ to: 4711 }, { operation: 'send' }).catch((error: unknown) => error as Error);
    expect(failure).to.be.instanceOf(Error);
    expect((failure as Error).message)
      .to.match(/to: .*expected string/u)
      .and.not.include('4711');
    expect(node.health().ready).to.equal(true);
  });

  it('has a message without a known operation dead-lettered, naming those there are', async () => {
    const { send } = await run(() => ({ code: '' }));
    for (const payload of [{ to: 'Ada' }, { to: 'Ada', operation: 'burn' }]) {
      const failure = await send(payload).catch((error: unknown) => error as Error);
      expect((failure as Error).message).to.include('send, track');
    }
  });

  it('refuses to give out a command, an intent or a projection, and a topic that is not the contract’s', async () => {
    const emitted = [
      { kind: 'command', topic: COMPLETED },
      { kind: 'projection', topic: COMPLETED },
      { kind: 'event', topic: 'onex.evt.shop.other-thing.v1' },
    ] as const;
    let next = 0;
    const { send } = await run((_input, { emit }) => {
      emit({ ...(emitted[next++] as (typeof emitted)[0]), payload: {} });
      return { code: '' };
    });
    for (const { topic } of emitted) {
      const { payload } = await send({ to: 'Ada' }, { operation: 'send' });
      expect(payload['error']).to.include({ error_code: 'ONEX_CORE_097_CONTRACT_VALIDATION_ERROR' });
      expect((payload['error'] as Error).message).to.include(topic);
    }
  });

  it('lets an infrastructure error through, so that the message is delivered again', async () => {
    let attempts = 0;
    const { send } = await run(() => {
      attempts += 1;
      if (attempts <= 4) throw new OnexError('DEPENDENCY_UNAVAILABLE', 'The depot does not answer.');
      return { code: 'sent at last' };
    });
    const { payload } = await send({ to: 'Ada' }, { operation: 'send' });
    expect(payload).to.deep.equal({ code: 'sent at last' });
  });

  it('is not made when contract and handlers name different operations', async () => {
    class Unfit extends NodeEffect {
      constructor(container: Container) {
        super(container, {
          contract: contractOf(TEXT),
          handlers: { send: handler(() => 0), fly: handler(() => 0) },
        });
      }
    }
    const failure = await createTestNode(Unfit).catch((error: unknown) => error as OnexError);
    expect((failure as OnexError).code).to.equal('CONTRACT_VALIDATION_ERROR');
    expect((failure as OnexError).message)
      .to.include('track')
      .and.include('fly');
  });
});
