import type { Envelope } from '../../event-bus/index.ts';
import type { Output } from '../messages/index.ts';

/** What a worker thread needs to make its own node. */
export interface WorkerNode {
  /** URL of the module that exports the node's class. */
  readonly module: string;
  readonly className: string;
  /** The node's configuration, as its container has it. */
  readonly config: unknown;
}

/** One call of a handler. The thread parses the fields itself: what a model makes of them may not survive the way. */
export interface WorkerTask {
  readonly operation: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly payload: unknown;
  readonly envelope: Envelope;
  readonly topic: string;
}

export interface WorkerLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: object;
  readonly message: string;
}

/** What a thread answers: a result or an error, with what the handler emitted and logged. */
export interface WorkerAnswer {
  readonly result?: unknown;
  readonly error?: WorkerError;
  readonly emitted: readonly Output[];
  readonly lines: readonly WorkerLine[];
}

/** An error as it survives the way between threads. */
export interface WorkerError {
  readonly name: string;
  readonly message: string;
  /** An ONEX code, or one of Node; null: none. */
  readonly code: string | null;
  readonly isContent: boolean;
  readonly stack: string | null;
}

/** Only asks whether the thread has made its node. */
export type WorkerRequest = WorkerTask | 'ready';
