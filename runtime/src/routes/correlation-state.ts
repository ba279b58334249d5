import type { ZodType } from 'zod';
import { OnexError } from '../errors/index.ts';
import type { StateStore, StoredState } from '../machine/index.ts';
import type { Output } from '../node/messages/index.ts';
import { describeFaults, parseOutput } from '../node/operations/index.ts';
import { steadyNow } from '../values/index.ts';

/** Whether a correlation still has state. What has ended is remembered, because its messages may be delivered again. */
const ACTIVE = 'active';
const ENDED = 'ended';

/** What a handler did to the state of its message's correlation. */
export interface Held<S> {
  readonly state: S | null;
  readonly isChanged: boolean;
  set(state: S): void;
  clear(): void;
}

/** A correlation as it was found. */
export interface FoundCorrelation<S> {
  /** Outputs of the same message when it was handled before; null: it was not. */
  readonly known: readonly Output[] | null;
  readonly version: number;
  readonly state: S | null;
}

/** Reads and writes the state of the correlations of one node. */
export class CorrelationState<S> {
  readonly #store: StateStore;
  readonly #owner: string;
  readonly #model: ZodType<S>;

  constructor(store: StateStore, owner: string, model: ZodType<S>) {
    this.#store = store;
    this.#owner = owner;
    this.#model = model;
  }

  /** @throws OnexError INVALID_STATE when what is stored does not match the model. */
  async find(correlationId: string, messageId: string): Promise<FoundCorrelation<S>> {
    const stored = await this.#store.load(this.#owner, correlationId, messageId);
    if (stored === null) return { known: null, version: 0, state: null };
    const known = stored.lastInput === messageId ? stored.lastOutputs : (stored.earlierOutputs ?? null);
    const { version } = stored;
    return { known, version, state: known === null ? this.#restore(stored, correlationId) : null };
  }

  #restore({ state, data }: StoredState, correlationId: string): S | null {
    if (state === ENDED) return null;
    const parsed = this.#model.safeParse(data);
    if (parsed.success) return parsed.data;
    throw new OnexError(
      'INVALID_STATE',
      `The stored state of correlation ${correlationId} does not match its model: ${describeFaults(parsed.error)}. ` +
        'Change the model so that it accepts the stored state, or remove the row.',
    );
  }

  /** State in progress of one attempt of a handler. */
  hold(found: FoundCorrelation<S>, what: string): Held<S> {
    let state = found.state;
    let isChanged = false;
    const model = this.#model;
    return {
      get state() {
        return state;
      },
      get isChanged() {
        return isChanged;
      },
      set(next) {
        state = parseOutput(model, next, `${what} as state`);
        isChanged = true;
      },
      clear() {
        state = null;
        isChanged = true;
      },
    };
  }

  /** False, and nothing saved: another instance was faster. */
  async save(
    correlationId: string,
    messageId: string,
    found: FoundCorrelation<S>,
    { state }: Held<S>,
    outputs: readonly Output[],
  ): Promise<boolean> {
    return this.#store.save(this.#owner, correlationId, {
      state: state === null ? ENDED : ACTIVE,
      data: state ?? { ended_at: new Date(steadyNow()).toISOString() },
      version: found.version + 1,
      lastInput: messageId,
      lastOutputs: outputs,
    });
  }

  /** Resolves when the store can be used. */
  async check(): Promise<void> {
    await this.#store.list(this.#owner, null, 1);
  }

  /** Removes what ended before a moment (ms since 1970); `signal` ends it early. */
  async prune(before: number, signal: AbortSignal): Promise<number> {
    let removed = 0;
    let after: string | null = null;
    for (;;) {
      const page = await this.#store.list(this.#owner, after, PAGE);
      for (const { entityId, state, data } of page) {
        if (signal.aborted) return removed;
        if (state !== ENDED || endedAt(data) >= before) continue;
        if (await this.#store.remove(this.#owner, entityId)) removed += 1;
      }
      if (page.length < PAGE) return removed;
      after = page.at(-1)?.entityId ?? null;
    }
  }
}

const PAGE = 500;

function endedAt(data: unknown): number {
  const written = Date.parse(String((data as { ended_at?: unknown } | null)?.ended_at));
  return Number.isNaN(written) ? Infinity : written;
}
