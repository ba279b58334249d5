import { expect } from 'chai';
import { z } from 'zod';
import { OnexError, errorText } from '../../src/errors/index.ts';
import { NodeCompute, NodeEffect, type Container } from '../../src/index.ts';
import type { NodeBase } from '../../src/node/index.ts';
import { type TestNode, createTestNode } from '../../src/testing/index.ts';
import type { NodeClass } from '../../src/start/index.ts';
import { contractOf } from '../sample/contract-of.ts';

const FAILED = 'onex.evt.shop.parcel-failed.v1';
const text = (kind: string, operations: string): string => `
name: node_shop_parcel_${kind.toLowerCase()}
contract_version: {major: 1, minor: 0, patch: 0}
node_type: ${kind}_GENERIC
description: Sends parcels.
input_model: shop.models.ModelParcelInput
output_model: shop.models.ModelParcelOutput
${operations}
event_bus:
  version: {major: 1, minor: 0, patch: 0}
  subscribe_topics: [onex.cmd.shop.parcel-requested.v1]
  publish_topics: [onex.evt.shop.parcel-completed.v1, ${FAILED}]
error_handling:
  retry_policy: {max_retries: 1, initial_delay_ms: 1, max_delay_ms: 2, exponential_base: 2}
`;
const EFFECT = text('EFFECT', 'io_operations: [{operation: send, operation_type: send}]');
const COMPUTE = text('COMPUTE', 'operations: [{name: send}]');

const circular: Record<string, unknown> = { name: 'circle' };
circular['self'] = circular;

/** What a handler may throw, and what the failed event says of it. */
const THROWN: readonly (readonly [name: string, thrown: () => unknown, message: RegExp])[] = [
  ['an error', () => new Error('no'), /^no$/],
  ['text', () => 'no', /^no$/],
  ['undefined', () => undefined, /^undefined$/],
  ['a symbol', () => Symbol('no'), /^Symbol\(no\)$/],
  ['a bigint', () => 5n, /^5$/],
  [
    'an object without a prototype',
    () => Object.create(null) as object,
    /^a thrown object without a readable message$/,
  ],
  [
    'an object whose text cannot be made',
    () => ({
      toString() {
        throw new Error('inner');
      },
    }),
    /^a thrown object without a readable message$/,
  ],
  [
    'an OnexError with a circular context',
    () => new OnexError('INVALID_STATE', 'no', { context: circular }),
    /^no$/,
  ],
  [
    'an OnexError with a bigint',
    () => new OnexError('INVALID_STATE', 'no', { context: { amount: 5n } }),
    /^no$/,
  ],
  [
    'an OnexError with a large context',
    () => new OnexError('INVALID_STATE', 'no', { context: { text: 'x'.repeat(3_000_000) } }),
    /^no$/,
  ],
  ['an error with a very long message', () => new Error('no'.repeat(2_000_000)), /^(?:no){4096}$/],
  [
    'an error with a field that cannot be read',
    () =>
      Object.defineProperty(new Error('no'), 'detail', {
        enumerable: true,
        get() {
          throw new Error('inner');
        },
      }),
    /^no$/,
  ],
];

describe('what a handler throws', () => {
  let test: TestNode | undefined;
  afterEach(() => test?.stop());

  for (const [name, thrown, message] of THROWN) {
    it(`becomes a failed event of the caller: ${name}`, async () => {
      const handlers = {
        send: {
          input: z.object({}),
          output: z.object({}),
          handle: (): object => {
            throw thrown();
          },
        },
      };
      class Effect extends NodeEffect {
        constructor(container: Container) {
          super(container, { contract: contractOf(EFFECT), handlers });
        }
      }
      class Compute extends NodeCompute {
        constructor(container: Container) {
          super(container, { contract: contractOf(COMPUTE), handlers });
        }
      }
      for (const node of [Effect, Compute] as readonly NodeClass<NodeBase>[]) {
        test = await createTestNode(node);
        const { payload } = await test.send({}, { operation: 'send' });
        const { error } = payload as { error: { message: string } };
        expect(error.message).to.match(message);
        expect(JSON.stringify(payload).length).to.be.below(100_000);
        await test.stop();
      }
    });
  }

  it('has a text, whatever it is', () => {
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    expect(errorText(revoked.proxy)).to.equal('a thrown object without a readable message');
    expect(errorText(new Error('no'))).to.equal('no');
    expect(errorText(null)).to.equal('null');
  });
});
