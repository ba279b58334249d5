import { type KeyPath, type Position, type YamlSource } from 'onex-runtime/contract';
import { textPlace, type Finder } from '../diff/places.ts';

/** The origin of a value of a resolved contract. */
export type Source =
  ({ readonly from: 'contract' } & Position) | { readonly from: 'naming rule' | 'default' };

/** One value of a resolved contract. */
export interface Row {
  /** Keys from the top: `['operations', 'create', 'input', 'amount']`. */
  readonly path: readonly string[];
  readonly value: string | number | boolean | null;
  readonly source: Source;
}

const DEFAULT: Source = { from: 'default' };

/** Finds where the values of a resolved contract are written. */
export class Origins {
  readonly source: YamlSource;

  constructor(source: YamlSource) {
    this.source = source;
  }

  /** Returns the position that a finder finds; `default` if it finds none. */
  at(find: Finder): Source {
    const path = find(this.source);
    return path.length === 0 ? DEFAULT : this.#position(path);
  }

  /** Returns the first of several paths that exists; `default` if none does. */
  ofKeys(...paths: readonly KeyPath[]): Source {
    const found = paths.find((path) => this.#isThere(path));
    return found === undefined ? DEFAULT : this.#position(found);
  }

  /** Returns the position of a topic or another text; `naming rule` if it is not written. */
  ofTopic(topic: string): Source {
    const path = textPlace(topic)(this.source);
    return path.length === 0 ? { from: 'naming rule' } : this.#position(path);
  }

  #position(path: KeyPath): Source {
    return { from: 'contract', ...this.source.positionOf(path, 'key') };
  }

  #isThere(path: KeyPath): boolean {
    let value: unknown = this.source.value;
    for (const key of path) {
      if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
      value = (value as Record<string | number, unknown>)[key];
    }
    return value !== undefined && value !== null;
  }
}
