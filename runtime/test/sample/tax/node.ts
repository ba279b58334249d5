import { NodeCompute, type Container } from 'onex-runtime';
import { z } from 'zod';

const Data = z.object({ data: z.record(z.string(), z.unknown()) });

/** Computes a tax of 20 %; a compute node without an event bus. */
export class NodeTaxCompute extends NodeCompute {
  /** Times the handler has run. */
  runs = 0;

  constructor(container: Container) {
    super(container, {
      contract: new URL('./contract.yaml', import.meta.url),
      handlers: {
        compute: {
          input: Data,
          output: Data,
          handle: ({ data }: z.infer<typeof Data>) => {
            this.runs += 1;
            return { data: { tax: Number(data['amount']) / 5 } };
          },
        },
      },
    });
  }
}
