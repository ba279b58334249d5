import {
  CONFIG,
  NodeEffect,
  OnexError,
  type Container,
  type HandlerContext,
  type OperationHandler,
} from 'onex-runtime';
import type { EventPublisher, IntrospectionReason } from 'onex-runtime/event-bus';
import type { z } from 'zod';
import {
  ModelCreateInput,
  ModelCreateOutput,
  ModelDeleteOutput,
  ModelIdInput,
  type PaymentConfig,
} from './models.ts';

/** Whether the event bus and its Kafka client can be resolved; without them the node runs standalone. */
const EVENT_BUS_AVAILABLE: boolean = (() => {
  try {
    import.meta.resolve('onex-runtime/event-bus');
    import.meta.resolve('kafkajs');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return false;
    throw error;
  }
})();

type Payment = z.infer<typeof ModelCreateOutput>;
type Id = z.infer<typeof ModelIdInput>;

class HandlerCreate implements OperationHandler<z.infer<typeof ModelCreateInput>, Payment> {
  readonly input = ModelCreateInput;
  readonly output = ModelCreateOutput;
  readonly #payments: Map<string, Payment>;
  readonly #config: PaymentConfig;
  constructor(payments: Map<string, Payment>, container: Container) {
    this.#payments = payments;
    this.#config = container.get(CONFIG) as PaymentConfig;
  }
  handle({ entity_id, data }: z.infer<typeof ModelCreateInput>): Payment {
    const { amount } = data;
    if (typeof amount === 'number' && amount > this.#config.limits.max_amount) {
      throw new OnexError('INVALID_PARAMETER', 'The amount is over the limit.');
    }
    const id = entity_id ?? `payment-${this.#payments.size + 1}`;
    const payment = {
      entity_id: id,
      data: { ...data, currency: this.#config.currency },
      created_at: new Date().toISOString(),
    };
    this.#payments.set(id, payment);
    return payment;
  }
}

class HandlerRead implements OperationHandler<Id, Payment> {
  readonly input = ModelIdInput;
  readonly output = ModelCreateOutput;
  readonly #payments: Map<string, Payment>;
  constructor(payments: Map<string, Payment>) {
    this.#payments = payments;
  }
  handle({ entity_id }: Id): Payment {
    const payment = this.#payments.get(entity_id);
    if (payment === undefined) throw new OnexError('INVALID_PARAMETER', 'There is no such payment.');
    return payment;
  }
}

/** Takes as long as it is told, so that shutdown under load can be tested. */
class HandlerUpdate implements OperationHandler<Id, Payment> {
  readonly input = ModelIdInput;
  readonly output = ModelCreateOutput;
  async handle({ entity_id }: Id, { signal }: HandlerContext): Promise<Payment> {
    if (entity_id === 'until aborted') {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      signal.throwIfAborted();
    }
    await new Promise((resolve) => setTimeout(resolve, Number(entity_id)));
    return { entity_id, data: {}, created_at: new Date().toISOString() };
  }
}

class HandlerDelete implements OperationHandler<Id, z.infer<typeof ModelDeleteOutput>> {
  readonly input = ModelIdInput;
  readonly output = ModelDeleteOutput;
  readonly #payments: Map<string, Payment>;
  constructor(payments: Map<string, Payment>) {
    this.#payments = payments;
  }
  handle({ entity_id }: Id): z.infer<typeof ModelDeleteOutput> {
    return { entity_id, deleted: this.#payments.delete(entity_id) };
  }
}

/** Keeps payments; written as the generator writes an effect, the event bus injected. */
export class NodePaymentEffect extends NodeEffect {
  eventPublisher: EventPublisher | undefined;
  bootstrapServers: string | undefined = process.env['KAFKA_BOOTSTRAP_SERVERS'];
  serviceName: string = process.env['SERVICE_NAME'] ?? 'billing';
  instanceId: string | undefined = process.env['ONEX_INSTANCE_ID'];
  nodeId: string | undefined;
  isRunning = false;
  readonly shutdownSignal = new AbortController();

  constructor(container: Container) {
    const payments = new Map<string, Payment>();
    super(container, {
      contract: new URL('./contract.yaml', import.meta.url),
      handlers: {
        create: new HandlerCreate(payments, container),
        read: new HandlerRead(payments),
        update: new HandlerUpdate(),
        delete: new HandlerDelete(payments),
      },
    });
  }

  override async initialize(): Promise<void> {
    await super.initialize();
    if (!EVENT_BUS_AVAILABLE) return;
    const { openEventBus } = await import('onex-runtime/event-bus');
    await openEventBus(this);
  }

  override async shutdown(): Promise<void> {
    if (EVENT_BUS_AVAILABLE) {
      const { closeEventBus } = await import('onex-runtime/event-bus');
      await closeEventBus(this);
    }
    await super.shutdown();
  }

  async publishIntrospectionEvent(reason: IntrospectionReason = 'request'): Promise<void> {
    await this.eventPublisher?.publishIntrospection(reason);
  }
}
