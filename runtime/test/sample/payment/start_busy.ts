import { start } from 'onex-runtime/start';
import { ModelPaymentConfig } from './models.ts';
import { NodePaymentEffect } from './node.ts';

/** Has one message in hand from its start on, which takes `BUSY_MS`. */
class NodeBusyEffect extends NodePaymentEffect {
  override async initialize(): Promise<void> {
    await super.initialize();
    const { promise, resolve } = Promise.withResolvers<void>();
    const dispatch = this.dispatch.bind(this);
    this.dispatch = (message) => {
      resolve();
      return dispatch(message);
    };
    await this.eventPublisher?.publish({
      topic: 'onex.cmd.billing.payment-requested.v1',
      payload: { operation: 'update', entity_id: process.env['BUSY_MS'] },
    });
    await promise;
  }
}

await start(NodeBusyEffect, { entry: import.meta.url, config: ModelPaymentConfig });
