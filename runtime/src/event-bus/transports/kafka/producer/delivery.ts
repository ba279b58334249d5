import { OnexError, isNodeFault } from '../../../../errors/index.ts';

/** One call of `publish`. It waits until the outcome of each of its records is known, or until its deadline. */
export interface Delivery {
  /** Whether the call has ended. Its queued records then need not be sent. */
  readonly isOver: boolean;
  /** The broker has acknowledged one record. */
  acknowledge(): void;
  /** One record can never be published. */
  fail(error: OnexError): void;
  /** An attempt failed and will be repeated. The error at the deadline names the latest reason. */
  delay(error: OnexError): void;
  /** Ends the call now. */
  end(error: OnexError): void;
}

export interface DeliveryOptions {
  readonly records: number;
  readonly deadlineMs: number;
  readonly onEnd: (delivery: Delivery, error: OnexError | null) => void;
}

export function createDelivery({ records, deadlineMs, onEnd }: DeliveryOptions): Delivery {
  let open = records;
  let failure: OnexError | null = null;
  let latest: OnexError | null = null;
  const finish = (error: OnexError | null): void => {
    clearTimeout(timer);
    delivery.isOver = true;
    onEnd(delivery, error);
  };
  const settle = (): void => {
    open -= 1;
    if (open === 0) finish(failure);
  };
  const delivery = {
    isOver: false,
    acknowledge() {
      if (!delivery.isOver) settle();
    },
    fail(error: OnexError) {
      if (delivery.isOver) return;
      // A fault of the node delays the message, but a refused record settles its outcome, so it has priority.
      if (failure === null || isNodeFault(failure)) failure = error;
      settle();
    },
    delay(error: OnexError) {
      latest = error;
    },
    end(error: OnexError) {
      if (!delivery.isOver) finish(error);
    },
  };
  const timer = setTimeout(() => {
    if (!delivery.isOver) finish(failure ?? expired(deadlineMs, latest));
  }, deadlineMs);
  return delivery;
}

/** The record may still be published, because the outcome of the last request is unknown. */
function expired(deadlineMs: number, latest: OnexError | null): OnexError {
  const reason = latest === null ? 'publishing failed: the broker does not answer' : latest.message;
  return new OnexError('EVENT_BUS_ERROR', `${reason} (no acknowledgement within ${deadlineMs / 1000} s)`, {
    ...(latest !== null && { cause: latest }),
  });
}
