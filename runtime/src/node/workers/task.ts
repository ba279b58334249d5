import type { Envelope } from '../../event-bus/index.ts';
import type { Output } from '../messages/index.ts';

/** What a worker thread needs to create its own node. */
export interface WorkerNode {
  /** URL of the module that exports the node's class. */
  readonly module: string;
  readonly className: string;
  /** The node's configuration, as its container has it. */
  readonly config: unknown;
}

/**
 * One call of a handler. The thread parses the fields itself, because the result of a model may not survive the
 * transfer.
 */
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

/** The response of a thread: a result or an error, with what the handler emitted and logged. */
export interface WorkerAnswer {
  readonly result?: unknown;
  readonly error?: WorkerError;
  readonly emitted: readonly Output[];
  readonly lines: readonly WorkerLine[];
}

/** An error in a form that survives the transfer between threads. */
export interface WorkerError {
  readonly name: string;
  readonly message: string;
  /** Code of ONEX or of Node. Null if there is none. */
  readonly code: string | null;
  readonly isContent: boolean;
  readonly stack: string | null;
}

/** Only asks whether the thread has created its node. */
export type WorkerRequest = WorkerTask | 'ready';
