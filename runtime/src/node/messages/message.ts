import type { Envelope, Publication, TransactionScope } from '../../event-bus/index.ts';

/** One message as the bus passes it to a node. */
export interface Message {
  readonly payload: unknown;
  readonly envelope: Envelope;
  readonly topic: string;
  /** Lets a handler write exactly once. Absent if the bus remembers answers only in memory. */
  readonly transactions?: TransactionScope;
}

/** The five kinds of output. Each kind of node may publish some of them. */
export type OutputKind = 'event' | 'command' | 'intent' | 'projection' | 'result';

/** One message to publish. It has the correlation ID of its cause. */
export interface Output extends Omit<Publication, 'correlationId'> {
  readonly kind: OutputKind;
}

/**
 * Publishes outputs that no message in progress causes (a workflow's timeout or recovery). The bus sets it while open.
 */
export type OutputSink = (outputs: readonly Output[], cause?: Envelope) => Promise<void>;
