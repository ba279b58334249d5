import { OnexError } from '../../runtime/src/errors/index.ts';
import { createGate, type Gate } from './gate.ts';

type AsyncMethod<T> = {
  [K in keyof T]: T[K] extends (...args: never[]) => Promise<unknown> ? K : never;
}[keyof T] &
  string;
type Arguments<T, M extends keyof T> = T[M] extends (...args: infer A) => unknown ? A : never;

export interface Selection<T, M extends keyof T> {
  /** Only calls with such arguments. Default: every call. */
  readonly given?: (...args: Arguments<T, M>) => boolean;
}

export interface Failure<T, M extends keyof T> extends Selection<T, M> {
  /** How many matching calls in a row. Default 1; `Infinity`: the value is refused for good. */
  readonly times?: number;
  /** `before` (default): the call has no effect. `after`: it takes effect, and only its answer is lost. */
  readonly effect?: 'before' | 'after';
  /** Default: what the service throws while it is unavailable. */
  readonly error?: Error;
}

/** A service together with the faults that a test causes in it. */
export interface FaultyService<T extends object> {
  /** The service as production code sees it. */
  readonly service: T;
  /** How often a method was called, failed calls included. */
  calls(method: AsyncMethod<T>): number;
  /** Lets the next matching calls of a method fail. */
  fail<M extends AsyncMethod<T>>(method: M, failure?: Failure<T, M>): void;
  /** Every call of every asynchronous method fails until `up`. */
  down(): void;
  up(): void;
  /** Stops the next matching call before it takes effect, until the gate opens. */
  hold<M extends AsyncMethod<T>>(method: M, selection?: Selection<T, M>): Gate;
  /** Lets the next `count` matching calls wait until all of them have arrived: they race from there. */
  meet<M extends AsyncMethod<T>>(method: M, count: number, selection?: Selection<T, M>): void;
}

interface Rule {
  readonly method: string;
  readonly matches: (args: readonly unknown[]) => boolean;
  left: number;
  readonly apply: (call: () => unknown) => Promise<unknown>;
}

/**
 * Wraps a service so that a test can make it unavailable, slow, or unwilling to take one value. Rules apply in the
 * order in which they were made; each call uses at most one.
 * @param unavailable Makes what the service throws while it is unavailable.
 */
export function faulty<T extends object>(target: T, unavailable: () => Error): FaultyService<T> {
  const rules: Rule[] = [];
  const counts = new Map<string, number>();
  let isDown = false;

  const add = <M extends AsyncMethod<T>>(
    method: M,
    { given }: Selection<T, M>,
    left: number,
    apply: Rule['apply'],
  ): void => {
    const matches = (args: readonly unknown[]): boolean =>
      given === undefined || given(...(args as Arguments<T, M>));
    rules.push({ method, matches, left, apply });
  };
  const intercept = (method: string, args: readonly unknown[], call: () => unknown): unknown => {
    counts.set(method, (counts.get(method) ?? 0) + 1);
    const rule = rules.find((one) => one.method === method && one.left > 0 && one.matches(args));
    if (rule !== undefined) rule.left -= 1;
    if (isDown) return Promise.reject(unavailable());
    return rule === undefined ? call() : rule.apply(call);
  };
  const service = new Proxy(target, {
    get(object, name) {
      const member: unknown = Reflect.get(object, name);
      if (typeof member !== 'function' || typeof name === 'symbol') return member;
      const call = member as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => intercept(name, args, () => call.apply(object, args));
    },
  });

  return {
    service,
    calls: (method) => counts.get(method) ?? 0,
    fail(method, failure = {}) {
      const { times = 1, effect = 'before', error } = failure;
      add(method, failure, times, async (call) => {
        if (effect === 'after') await call();
        throw error ?? unavailable();
      });
    },
    down() {
      isDown = true;
    },
    up() {
      isDown = false;
    },
    hold(method, selection = {}) {
      const gate = createGate();
      add(method, selection, 1, async (call) => {
        await gate.pass();
        return call();
      });
      return gate;
    },
    meet(method, count, selection = {}) {
      const all = createGate();
      let arrived = 0;
      add(method, selection, count, async (call) => {
        arrived += 1;
        if (arrived === count) all.open();
        await all.pass();
        return call();
      });
    },
  };
}

/** A store that throws DEPENDENCY_UNAVAILABLE while it is unavailable. */
export function faultyStore<T extends object>(store: T): FaultyService<T> {
  return faulty(store, () => new OnexError('DEPENDENCY_UNAVAILABLE', 'the store is unavailable'));
}

/** A transport that throws EVENT_BUS_ERROR while it is unavailable. */
export function faultyBus<T extends object>(transport: T): FaultyService<T> {
  return faulty(transport, () => new OnexError('EVENT_BUS_ERROR', 'the bus is unavailable'));
}
