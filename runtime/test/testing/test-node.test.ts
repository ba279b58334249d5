import { existsSync } from 'node:fs';
import { expect } from 'chai';
import { createTestNode, type TestNode } from '../../src/testing/index.ts';
import { NodePaymentEffect } from '../sample/payment/node.ts';
import { ModelPaymentConfig } from '../sample/payment/models.ts';
import { NodeTaxCompute } from '../sample/tax/node.ts';

describe('createTestNode', () => {
  let test: TestNode | undefined;
  afterEach(() => test?.stop());

  it('runs a node over its own event bus, with its config model’s defaults', async () => {
    test = await createTestNode(NodePaymentEffect, { config: ModelPaymentConfig });
    const { payload } = await test.send({ entity_id: 'p', data: {} }, { operation: 'create' });
    expect(payload).to.deep.include({ entity_id: 'p', data: { currency: 'EUR' } });
  });

  it('runs it with a configuration that is given', async () => {
    test = await createTestNode(NodePaymentEffect, {
      config: { currency: 'USD', limits: { max_amount: 5 } },
    });
    const refused = await test.send({ data: { amount: 6 } }, { operation: 'create' });
    expect(refused.payload['error']).to.include({ message: 'The amount is over the limit.' });
  });

  it('runs a node without an event bus in its class all the same', async () => {
    test = await createTestNode(NodeTaxCompute);
    const { payload } = await test.send({ data: { amount: 5 } });
    expect(payload['data']).to.deep.equal({ tax: 1 });
  });

  it('announces the node, and its leaving, on its own bus', async () => {
    const started = await createTestNode(NodePaymentEffect, { config: ModelPaymentConfig });
    const announced = () =>
      started.published('onex.evt.platform.node-introspection.v1').map(({ payload }) => payload['reason']);
    expect(announced()).to.deep.equal(['startup']);
    await started.stop();
    expect(announced()).to.deep.equal(['startup', 'shutdown']);
    expect(started.node.isRunning).to.equal(false);
  });

  it('leaves nothing on the disk', async () => {
    test = await createTestNode(NodeTaxCompute);
    await test.send({ data: { amount: 5 } });
    expect(existsSync(test.node.settings.stateDir)).to.equal(false);
  });

  it('rejects a payload that would be another one on a real bus, with its path', async () => {
    test = await createTestNode(NodeTaxCompute);
    const failure = await test.send({ data: { at: new Date(0) } }).catch((error: unknown) => error as Error);
    expect((failure as Error).message).to.contain('$.data.at is a Date');
  });

  it('says so when no answer comes', async () => {
    const started = await createTestNode(NodeTaxCompute);
    test = started;
    const failure = await started
      .send({ data: {} }, { topic: 'onex.cmd.billing.nobody-listens.v1', timeoutMs: 20 })
      .catch((error: unknown) => error as Error);
    expect((failure as Error).message)
      .to.include('gave no answer')
      .and.include('20 ms');
  });
});
