import { expect } from 'chai';
import { createEnvelope } from '../../../src/event-bus/index.ts';
import { wrapOutputs } from '../../../src/event-bus/publisher/outputs.ts';
import { requestOf } from '../../../src/node/operations/operation-of.ts';
import type { Output } from '../../../src/node/messages/message.ts';
import { parseWorkflow, workflowRows } from '../../../src/workflow/state/state-json.ts';
import { UNTOUCHED, type WorkflowState } from '../../../src/workflow/state/state.ts';
import { contractOf } from '../../sample/contract-of.ts';
import { stateOf } from './conformance.ts';

const TOPIC = 'onex.cmd.shop.stock-requested.v1';
const command = (payload: object, operation: string | null): Output => ({
  kind: 'command',
  topic: TOPIC,
  payload,
  operation,
  envelopeId: '00000000-0000-4000-8000-000000000001',
});
const event: Output = {
  kind: 'event',
  topic: 'onex.evt.shop.trip-completed.v1',
  payload: { status: 'failed' },
  operation: 'run',
  verdict: 'succeeded',
};

/** A workflow whose command, answers, and unsent outputs are stored. */
const state = (own: Output): WorkflowState =>
  stateOf(1, 'a', {
    steps: { pay: { ...UNTOUCHED, status: 'running', command: own } },
    answers: { first: [own, event] },
    unsent: [own],
  });

/** What onex-runtime 0.1 finds in the store: it publishes outputs as they are stored, with what it knows of them. */
function foundBy01(own: Output): readonly { readonly topic: string; readonly payload: unknown }[] {
  const { head, parts } = workflowRows(state(own));
  const stored = new Map(parts.map(([name, text]) => [name, JSON.parse(text) as never]));
  const { command: ofStep } = stored.get('step/pay') as unknown as { command: Output };
  const answers = stored.get('answer/first') as unknown as Output[];
  const { unsent } = JSON.parse(head) as { unsent: Output[] };
  return [ofStep, ...answers, ...unsent].map(({ topic, payload }) => ({ topic, payload }));
}

describe('stored messages of a workflow', () => {
  it('name their operation where an instance of runtime 0.1 that takes over looks for it', () => {
    const stock = contractOf(`
name: node_shop_stock_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Keeps stock.
input_model: shop.models.ModelStockInput
output_model: shop.models.ModelStockOutput
io_operations: [{operation: reserve}, {operation: release}]
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [${TOPIC}]
`);
    const found = foundBy01(command({ sku: 'tea' }, 'reserve'));
    expect(found.map(({ payload }) => payload)).to.deep.equal([
      { sku: 'tea', operation: 'reserve' },
      { sku: 'tea', operation: 'reserve' },
      { status: 'failed', operation: 'run' },
      { sku: 'tea', operation: 'reserve' },
    ]);
    const [resent] = found;
    const envelope = createEnvelope(resent?.payload);
    const request = requestOf(stock, ['reserve', 'release'], {
      topic: TOPIC,
      payload: resent?.payload,
      envelope,
    });
    expect(request).to.deep.equal({ operation: 'reserve', fields: { sku: 'tea' } });
  });

  it('are loaded as they were, and published with the contract’s fields alone', () => {
    for (const own of [
      command({ sku: 'tea' }, 'reserve'),
      command({ sku: 'tea', operation: 'INSERT' }, 'reserve'),
      command({ sku: 'tea' }, null),
      { ...command({}, 'reserve'), payload: ['tea'] },
    ]) {
      const saved = state(own);
      const { head, parts } = workflowRows(saved);
      const loaded = parseWorkflow('1', head, parts);
      expect(loaded).to.deep.equal(saved);
      const [wrapped] = wrapOutputs(loaded.unsent, createEnvelope({}), 'node');
      expect(wrapped?.envelope.payload).to.deep.equal(own.payload);
    }
  });

  it('of runtime 0.1 are loaded as it stored them', () => {
    const old = { kind: 'command', topic: TOPIC, payload: { sku: 'tea', operation: 'reserve' } } as const;
    const { head, parts } = workflowRows(state(old));
    expect(parseWorkflow('1', head, parts).unsent).to.deep.equal([old]);
  });
});
