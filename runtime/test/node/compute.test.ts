import { expect } from 'chai';
import { z } from 'zod';
import { byRoute, NodeCompute, type Container, type HandlerContext } from '../../src/index.ts';
import { createTestNode, type TestNode } from '../../src/testing/index.ts';
import { NodeTaxCompute } from '../sample/tax/node.ts';

const CONTRACT = new URL('../sample/tax/contract.yaml', import.meta.url);
const Any = z.object({ data: z.record(z.string(), z.unknown()) });

describe('NodeCompute', () => {
  let test: TestNode | undefined;
  afterEach(() => test?.stop());

  it('publishes its result', async () => {
    test = await createTestNode(NodeTaxCompute);
    const { payload } = await test.send({ data: { amount: 50 } });
    expect(payload).to.deep.equal({ data: { tax: 10 } });
  });

  it('computes the same input once, whatever the order of its keys', async () => {
    const started = await createTestNode(NodeTaxCompute);
    test = started;
    const first = await started.send({ data: { amount: 50, unit: 'EUR' } });
    const second = await started.send({ data: { unit: 'EUR', amount: 50 } });
    expect(second.payload).to.deep.equal(first.payload);
    expect(second.envelope_id).to.not.equal(first.envelope_id);
    expect(started.node.runs).to.equal(1);
    await started.send({ data: { amount: 51, unit: 'EUR' } });
    expect(started.node.runs).to.equal(2);
  });

  it('never answers one route with the result of another', async () => {
    const priced = (price: number) => ({ input: Any, output: Any, handle: () => ({ data: { price } }) });
    class Priced extends NodeCompute {
      constructor(container: Container) {
        const routes = [
          { payloadType: 'Retail', handler: priced(10) },
          { payloadType: 'Wholesale', handler: priced(7) },
          { topic: null, handler: priced(9) },
        ];
        super(container, { contract: CONTRACT, handlers: { compute: byRoute(routes) } });
      }
    }
    const started = await createTestNode(Priced);
    test = started;
    const price = async (payloadType?: string): Promise<unknown> => {
      const options = payloadType === undefined ? {} : { payloadType };
      return (await started.send({ data: { sku: 'a' } }, options)).payload['data'];
    };
    for (let round = 0; round < 2; round += 1) {
      expect(await price('Retail')).to.deep.equal({ price: 10 });
      expect(await price('Wholesale')).to.deep.equal({ price: 7 });
      expect(await price()).to.deep.equal({ price: 9 });
    }
  });

  it('tells payloads apart that a model transforms to values that look alike', async () => {
    class Money {
      readonly #amount: number;
      constructor(amount: number) {
        this.#amount = amount;
      }
      get amount(): number {
        return this.#amount;
      }
    }
    class Doubling extends NodeCompute {
      constructor(container: Container) {
        const input = z.object({
          data: z.object({ amount: z.number().transform((amount) => new Money(amount)), site: z.string() }),
        });
        const handle = ({ data }: z.infer<typeof input>) => ({ data: { double: data.amount.amount * 2 } });
        super(container, {
          contract: CONTRACT,
          handlers: { compute: { input, output: Any, handle } as never },
        });
      }
    }
    const started = await createTestNode(Doubling);
    test = started;
    for (const amount of [2, 3, 2]) {
      const { payload } = await started.send({ data: { amount, site: 'x' } });
      expect(payload['data']).to.deep.equal({ double: amount * 2 });
    }
  });

  const impure = (handle: (input: { data: Record<string, unknown> }, context: HandlerContext) => never) =>
    class extends NodeCompute {
      constructor(container: Container) {
        super(container, { contract: CONTRACT, handlers: { compute: { input: Any, output: Any, handle } } });
      }
    };

  it('cannot change its input', async () => {
    test = await createTestNode(
      impure(({ data }) => {
        data['amount'] = 0;
        return undefined as never;
      }),
    );
    const { payload } = await test.send({ data: { amount: 50 } });
    expect((payload['error'] as Error).message).to.match(/read only/u);
  });

  it('cannot give out an event', async () => {
    test = await createTestNode(
      impure((_input, { emit }) => {
        emit({ kind: 'event', topic: 'onex.evt.billing.tax-completed.v1', payload: {} });
        return undefined as never;
      }),
    );
    const { payload } = await test.send({ data: { amount: 50 } });
    expect(payload['error']).to.include({ error_code: 'ONEX_CORE_097_CONTRACT_VALIDATION_ERROR' });
  });
});
