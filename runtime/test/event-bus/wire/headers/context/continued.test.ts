import { expect } from 'chai';
import { createEnvelope, parseEnvelope } from '../../../../../src/event-bus/index.ts';
import { createTestNode, type TestNode } from '../../../../../src/testing/index.ts';
import { NodeCheckoutOrchestrator } from '../../../../sample/checkout/node.ts';
import { until } from '../../../until.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CONTEXT = { tracestate: 'rojo=1', baggage: 'user=alice', tenant_id: 'blue' };
const START = 'onex.cmd.billing.checkout-requested.v1';
const TAX = 'onex.cmd.billing.tax-requested.v1';
const TAXED = 'onex.evt.billing.tax-completed.v1';
const TAX_FAILED = 'onex.evt.billing.tax-failed.v1';
const PAYMENT = 'onex.cmd.billing.payment-requested.v1';

describe('the context of a workflow', () => {
  let test: TestNode;
  beforeEach(async () => {
    test = await createTestNode(NodeCheckoutOrchestrator);
  });
  afterEach(() => test.stop());

  async function start(): Promise<void> {
    const headers = { ...CONTEXT, traceparent: `00-${TRACE}-00f067aa0ba902b7-00` };
    const value = JSON.stringify(createEnvelope({ operation: 'run', data: {} }));
    await test.transport.publish([{ topic: START, key: 'k', value, headers }]);
  }
  const recordsOn = (topic: string) => test.transport.records.filter((record) => record.topic === topic);
  async function firstOn(topic: string) {
    await until(() => recordsOn(topic).length > 0);
    return recordsOn(topic)[0]!;
  }
  /** A reply to a command, with the headers that the step's node chooses to send. */
  async function reply(topic: string, payload: object, headers: Readonly<Record<string, string>>) {
    const command = parseEnvelope(Buffer.from((await firstOn(TAX)).value!));
    const { correlation_id: correlationId, envelope_id: causationId } = command;
    const value = JSON.stringify(createEnvelope(payload, { correlationId, causationId }));
    await test.transport.publish([{ topic, key: 'k', value, headers }]);
  }
  function expectContext(headers: Readonly<Record<string, string>>): void {
    expect(headers).to.include(CONTEXT);
    expect(headers['traceparent']).to.match(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
  }

  it('is in its first command', async () => {
    await start();
    expectContext((await firstOn(TAX)).headers);
  });

  it('is in the next command, though the node of the step passes nothing on', async () => {
    await start();
    await reply(TAXED, { data: { tax: 1 } }, {});
    expectContext((await firstOn(PAYMENT)).headers);
  });

  it('continues the span of a step that is in the trace, with the baggage that it lost', async () => {
    await start();
    const span = 'b7ad6b7169203331';
    await reply(
      TAXED,
      { data: { tax: 1 } },
      { traceparent: `00-${TRACE}-${span}-00`, tracestate: 'congo=2' },
    );
    const { headers } = await firstOn(PAYMENT);
    expect(headers).to.include({ ...CONTEXT, tracestate: 'congo=2' });
    expect(headers['parent_span_id']).to.equal(`00000000-0000-0000-${span.slice(0, 4)}-${span.slice(4)}`);
  });

  it('does not mix the state of another trace into that of a reply', async () => {
    await start();
    const other = 'a'.repeat(32);
    await reply(TAXED, { data: { tax: 1 } }, { traceparent: `00-${other}-b7ad6b7169203331-01` });
    const { headers } = await firstOn(PAYMENT);
    expect(headers['traceparent']).to.match(new RegExp(`^00-${other}-[0-9a-f]{16}-01$`));
    expect(headers).to.not.have.property('tracestate');
    expect(headers).to.include({ baggage: CONTEXT.baggage });
  });

  it('is in its events and its failed event', async () => {
    await start();
    await reply(TAX_FAILED, { error: { message: 'no', error_code: 'ONEX_CORE_001_INVALID_PARAMETER' } }, {});
    expectContext((await firstOn('onex.evt.billing.checkout-failed.v1')).headers);
    expectContext((await firstOn('onex.evt.billing.checkout-workflow-failed.v1')).headers);
  });

  it('goes through the nodes of its steps, which are ours', async () => {
    await test.answer('compute_tax', () => ({ data: { tax: 1 } }));
    await start();
    expectContext((await firstOn(TAXED)).headers);
    const { headers } = await firstOn(PAYMENT);
    expectContext(headers);
    expect(headers['parent_span_id']).to.equal((await firstOn(TAXED)).headers['span_id']);
  });
});
