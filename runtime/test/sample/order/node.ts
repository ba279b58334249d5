import { NodeReducer, type Container, type ReducerAction } from 'onex-runtime';
import { z } from 'zod';

const ModelOrderData = z.object({
  lines: z.array(z.string()).default([]),
  failure: z.string().optional(),
});
type OrderData = z.infer<typeof ModelOrderData>;

const notify =
  (name: string): ReducerAction<OrderData> =>
  ({ data, event }) => ({ intents: [{ name, payload: { trigger: event.trigger, lines: data.lines } }] });

/** Follows the states of orders. */
export class NodeOrderReducer extends NodeReducer<OrderData> {
  constructor(container: Container) {
    super(container, {
      contract: new URL('./contract.yaml', import.meta.url),
      data: ModelOrderData,
      initial: { lines: [] },
      actions: {
        store_data: ({ data, event }) => ({ data: { lines: [...data.lines, event.trigger] } }),
        clear_data: () => ({ data: { lines: [] } }),
        record_failure: () => ({ data: { failure: 'it failed' } }),
        notify_started: notify('notify_started'),
        notify_completed: notify('notify_completed'),
        notify_failed: notify('notify_failed'),
      },
    });
  }
}
