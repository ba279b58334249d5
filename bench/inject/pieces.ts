/** The same pieces for every contestant, as the event bus injects them into a plain class. */
export const IMPORT = "import type { EventPublisher, IntrospectionReason } from 'onex-runtime/event-bus';";

export const CONSTANT = `const EVENT_BUS_AVAILABLE: boolean = (() => {
  try {
    import.meta.resolve('onex-runtime/event-bus');
    import.meta.resolve('kafkajs');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return false;
    throw error;
  }
})();`;

export const FIELDS = `eventPublisher: EventPublisher | undefined;
bootstrapServers: string | undefined = process.env['KAFKA_BOOTSTRAP_SERVERS'];
serviceName: string = process.env['SERVICE_NAME'] ?? 'store';
instanceId: string | undefined = process.env['ONEX_INSTANCE_ID'];
nodeId: string | undefined;
isRunning = false;
readonly shutdownSignal: AbortController = new AbortController();`;

export const METHODS = `async initialize(): Promise<void> {
  if (!EVENT_BUS_AVAILABLE) return;
  const { openEventBus } = await import('onex-runtime/event-bus');
  await openEventBus(this);
}

async shutdown(): Promise<void> {
  if (!EVENT_BUS_AVAILABLE) return;
  const { closeEventBus } = await import('onex-runtime/event-bus');
  await closeEventBus(this);
}

async publishIntrospectionEvent(reason: IntrospectionReason = 'request'): Promise<void> {
  await this.eventPublisher?.publishIntrospection(reason);
}`;
