import { closeAll } from '../../errors/index.ts';

/**
 * A typed name of a service. Two tokens of the same name are two tokens, because the object is the identity, not the
 * name.
 */
export interface Token<T> {
  readonly name: string;
  /** Carries only the type. Never set. */
  readonly type?: T;
}

export function defineToken<T>(name: string): Token<T> {
  return Object.freeze({ name });
}

/** The source of a service: an existing value, or a function that creates it on first use. */
export type Provider<T> = { readonly value: T } | ((container: Container) => T);

interface Disposable {
  dispose(): void | Promise<void>;
}

interface Slot {
  readonly provider: Provider<unknown>;
  state: 'waiting' | 'making' | 'made';
  made?: unknown;
}

/** Services by typed token. Each is created once, on first use. */
export class Container {
  readonly #slots = new Map<Token<unknown>, Slot>();
  readonly #made: unknown[] = [];

  /** Registers or replaces a service. A service that is in use cannot be replaced, because its users would disagree. */
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

  /** @throws Error if nothing is registered for the token, or if a service depends on itself. */
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

  /** The service, or undefined if none is registered. */
  find<T>(token: Token<T>): T | undefined {
    return this.has(token) ? this.get(token) : undefined;
  }

  /**
   * Disposes of the services that the container created, newest first. Registered values belong to the code that
   * created them. If one service fails, the others are still disposed of.
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
