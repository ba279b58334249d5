import type { Contract } from '../../contract/model.ts';
import type { OnexError } from '../../errors/index.ts';
import type { TransactionScope } from '../stores/deduplication/index.ts';
import type { Publication } from '../publisher/index.ts';
import type { Envelope } from '../wire/index.ts';

/** One message as it is handed to a node. */
export interface DispatchMessage {
  readonly payload: unknown;
  readonly envelope: Envelope;
  readonly topic: string;
  /** Lets a handler write exactly once. Absent if the store has no transactions. */
  readonly transactions?: TransactionScope;
}

/** What a node may need to know about its bus. */
export interface BusQualities {
  /** Whether acknowledged records survive the end of every process of the mesh. */
  readonly durable: boolean;
}

/** The replacement of an output, and the envelope IDs of other outputs that are not published with it. */
export interface Replaced {
  readonly outputs: readonly Publication[];
  readonly withdrawn: readonly string[];
}

/** What the bus needs of a node. The runtime's base classes implement it. */
export interface DispatchingNode {
  readonly contract: Contract;
  /**
   * Handles one message and returns the messages to publish, including the failed event.
   * @throws ContentError if the model rejects the payload, OnexError 096 or 122 if something is unavailable.
   */
  dispatch(message: DispatchMessage): Promise<readonly Publication[]>;
  /**
   * The failed event of a message whose answer cannot be published, such as one that is too large for the bus. If null
   * or absent, no caller waits for it, and the message is dead-lettered.
   */
  failedEvent?(message: DispatchMessage, error: OnexError): Publication | null;
  /**
   * The replacement of an output that the bus permanently refuses: an orchestrator fails its workflow. If absent, or
   * null for this message, the failed event of the message replaces the output.
   */
  replaceRefused?(message: DispatchMessage, envelopeId: string, error: OnexError): Promise<Replaced | null>;
  /** Topics whose messages the node takes. Default: those of the contract. */
  readonly subscriptions?: readonly string[];
  /** Keeps the node not ready while `problem` is not null. */
  setReadiness(source: string, problem: string | null): void;
  /** Reports that the node works without something, while `problem` is not null; it stays ready. */
  setDegraded?(source: string, problem: string | null): void;
  /** Sets where the node publishes outputs that no message in progress causes. Null when the bus closes. */
  setOutputSink?(
    sink: ((outputs: readonly Publication[], cause?: Envelope) => Promise<void>) | null,
    bus?: BusQualities,
  ): void;
  /** How long work in progress may take at shutdown, in ms. If absent, there is no limit. */
  readonly shutdownGraceMs?: number;
  /** Signals work that is still in progress after that time to stop. */
  abortWork?(): void;
}

/** Whether messages can be delivered to a host of the bus. */
export function isDispatchingNode(host: object): host is DispatchingNode {
  const node = host as Partial<DispatchingNode>;
  return (
    typeof node.dispatch === 'function' &&
    typeof node.setReadiness === 'function' &&
    typeof node.contract === 'object'
  );
}
