import { quote } from 'onex-cli-kit';
import { type ContractIssue, type KeyPath, type YamlSource } from 'onex-runtime/contract';

/** A value of the document with its path. */
export interface Spot {
  readonly value: unknown;
  readonly path: KeyPath;
}

/** A longer chain of references is treated as broken. */
const MOST_REFERENCES = 32;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the text of a value, or null. */
export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/** An AsyncAPI document: its values by path, its local references, and the notes made while reading it. */
export class AsyncapiDocument {
  readonly root: Spot;
  readonly notes: ContractIssue[] = [];
  readonly #source: YamlSource;

  constructor(source: YamlSource) {
    this.#source = source;
    this.root = { value: source.value, path: [] };
  }

  /** Notes once per place what was dropped, widened, or decided there. */
  note({ path }: Pick<Spot, 'path'>, message: string, severity: ContractIssue['severity'] = 'warning'): void {
    const position = this.#source.positionOf(path, 'key');
    if (this.notes.some((one) => one.message === message && one.position.line === position.line)) return;
    this.notes.push({ severity, message, path, position });
  }

  at({ value, path }: Spot, key: string | number): Spot {
    const isIn = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
    const inner: unknown = isIn ? (value as Record<string | number, unknown>)[key] : undefined;
    return { value: inner, path: [...path, key] };
  }

  /** Returns the entries of a mapping, or the items of a list. */
  entries(spot: Spot): Spot[] {
    const { value } = spot;
    if (Array.isArray(value)) return value.map((_, index) => this.at(spot, index));
    return isRecord(value) ? Object.keys(value).map((key) => this.at(spot, key)) : [];
  }

  /** Follows references within the document. A reference to another document is noted and gives undefined. */
  resolve(spot: Spot): Spot {
    let found = spot;
    for (let count = 0; isRecord(found.value) && typeof found.value['$ref'] === 'string'; count += 1) {
      const reference = found.value['$ref'];
      const target = count < MOST_REFERENCES ? this.pointed(reference) : null;
      if (target === null || target.value === undefined) {
        this.note(found, `reference ${quote(reference)} is dropped: it does not resolve in this document`);
        return { value: undefined, path: found.path };
      }
      found = target;
    }
    return found;
  }

  /** Returns the target of a local reference; null for references to other documents. */
  pointed(reference: string): Spot | null {
    if (!reference.startsWith('#/')) return null;
    let found = this.root;
    for (const part of reference.slice(2).split('/')) {
      const key = decode(part).replaceAll('~1', '/').replaceAll('~0', '~');
      found = this.at(found, Array.isArray(found.value) ? Number(key) : key);
    }
    return found;
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
