import { closeAll } from '../../errors/index.ts';

/** A typed name of a service. Two tokens of the same name are two tokens: identity is the object, not the string. */
export interface Token<T> {
  readonly name: string;
  /** Carries the type only; never set. */
  readonly type?: T;
}

export function defineToken<T>(name: string): Token<T> {
  return Object.freeze({ name });
}

/** How a service comes to be: a value that exists, or a function that makes it when it is first asked for. */
export type Provider<T> = { readonly value: T } | ((container: Container) => T);

interface Disposable {
  dispose(): void | Promise<void>;
}

interface Slot {
  readonly provider: Provider<unknown>;
  state: 'waiting' | 'making' | 'made';
  made?: unknown;
}

/** Services by typed token; each is made once, when first asked for. */
export class Container {
  readonly #slots = new Map<Token<unknown>, Slot>();
  readonly #made: unknown[] = [];

  /** Registers or replaces a service. Replacing one that is in use already is refused, since holders would disagree. */
  register<T>(token: Token<T>, provider: Provider<T>): this {
    if (this.#slots.get(token)?.state === 'made') {
      throw new Error(`Service ${token.name} is already in use; register it before it is first resolved.`);
    }
    this.#slots.set(token, { provider: provider as Provider<unknown>, state: 'waiting' });
    return this;
  }

  has(token: Token<unknown>): boolean {
    return this.#slots.has(token);
  }

  /** @throws Error when nothing is registered for the token, or when a service depends on itself. */
  get<T>(token: Token<T>): T {
    const slot = this.#slots.get(token);
    if (!slot) throw new Error(`No service is registered for ${token.name}.`);
    if (slot.state === 'made') return slot.made as T;
    if (slot.state === 'making') throw new Error(`Service ${token.name} depends on itself.`);
    slot.state = 'making';
    try {
      slot.made = typeof slot.provider === 'function' ? slot.provider(this) : slot.provider.value;
      slot.state = 'made';
    } finally {
      if (slot.state === 'making') slot.state = 'waiting';
    }
    if (typeof slot.provider === 'function') this.#made.push(slot.made);
    return slot.made as T;
  }

  /** The service, or undefined when none is registered. */
  find<T>(token: Token<T>): T | undefined {
    return this.has(token) ? this.get(token) : undefined;
  }

  /**
   * Disposes of what the container itself made, newest first. Values that were registered belong to whoever made them.
   * A service that fails stops no other.
   * @throws the failure of a service, or an AggregateError with those of several, after all were disposed of.
   */
  async dispose(): Promise<void> {
    const services = this.#made.splice(0).toReversed().filter(isDisposable);
    await closeAll(services.map((service) => () => service.dispose()));
  }
}

function isDisposable(service: unknown): service is Disposable {
  return (
    typeof service === 'object' &&
    service !== null &&
    typeof (service as Partial<Disposable>).dispose === 'function'
  );
}
