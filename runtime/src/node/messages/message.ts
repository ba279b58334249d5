import type { Envelope, Publication, TransactionScope } from '../../event-bus/index.ts';

/** One message as the bus hands it to a node. */
export interface Message {
  readonly payload: unknown;
  readonly envelope: Envelope;
  readonly topic: string;
  /** Where a handler can write so that it happens once; absent: the bus remembers answers in memory only. */
  readonly transactions?: TransactionScope;
}

/** The five kinds of output that a kind of node may publish. */
export type OutputKind = 'event' | 'command' | 'intent' | 'projection' | 'result';

/** One message that is to be published. Its correlation id is that of its cause. */
export interface Output extends Omit<Publication, 'correlationId'> {
  readonly kind: OutputKind;
}

/** Publishes outputs that no message in progress causes (a workflow's time-out, recovery); set by the bus while open. */
export type OutputSink = (outputs: readonly Output[], cause?: Envelope) => Promise<void>;
