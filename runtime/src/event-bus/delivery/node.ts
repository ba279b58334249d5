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
  /** Where a handler can write so that it happens once; absent: the store has no transactions. */
  readonly transactions?: TransactionScope;
}

/** What a node may want to know of the bus that it is on. */
export interface BusQualities {
  /** What was acknowledged is still there after every process of the mesh was killed. */
  readonly durable: boolean;
}

/** What is published in place of an output, and the envelope ids of others that are not published with it. */
export interface Replaced {
  readonly outputs: readonly Publication[];
  readonly withdrawn: readonly string[];
}

/** What the bus needs of a node; the runtime's base classes are such. */
export interface DispatchingNode {
  readonly contract: Contract;
  /**
   * Handles one message and gives back what is to be published, the failed event included.
   * @throws ContentError when the payload is refused by the model, OnexError 096 or 122 when something is unavailable.
   */
  dispatch(message: DispatchMessage): Promise<readonly Publication[]>;
  /**
   * The failed event of a message whose answer cannot be published, as when it is too large for the bus. Null or absent:
   * nobody waits for one, and the message becomes a dead letter.
   */
  failedEvent?(message: DispatchMessage, error: OnexError): Publication | null;
  /**
   * What replaces an output that the bus refuses for good: an orchestrator fails its workflow in place of the message.
   * Absent, or null for this message: its failed event replaces the output.
   */
  replaceRefused?(message: DispatchMessage, envelopeId: string, error: OnexError): Promise<Replaced | null>;
  /** Topics whose messages the node takes; absent: the contract's. */
  readonly subscriptions?: readonly string[];
  /** Keeps the node not ready while `problem` is not null. */
  setReadiness(source: string, problem: string | null): void;
  /** Reports that the node works without something, while `problem` is not null; it stays ready. */
  setDegraded?(source: string, problem: string | null): void;
  /** Where outputs go that no message in progress causes; null when the bus closes. */
  setOutputSink?(
    sink: ((outputs: readonly Publication[], cause?: Envelope) => Promise<void>) | null,
    bus?: BusQualities,
  ): void;
  /** How long work in progress may take at shutdown, in ms; absent: as long as it takes. */
  readonly shutdownGraceMs?: number;
  /** Signals the work that is still in progress after that to stop. */
  abortWork?(): void;
}

/** Whether a host of the bus can be given messages. */
export function isDispatchingNode(host: object): host is DispatchingNode {
  const node = host as Partial<DispatchingNode>;
  return (
    typeof node.dispatch === 'function' &&
    typeof node.setReadiness === 'function' &&
    typeof node.contract === 'object'
  );
}
