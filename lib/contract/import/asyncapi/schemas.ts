import { quote } from 'onex-cli-kit';
import { TYPE_KEYWORD } from '../../json-schema/index.ts';
import { AsyncapiDocument, isRecord, textOf, type Spot } from './document.ts';

const MOST_LEVELS = 40;
/** Keys for people or other tools, which a node does not use. */
const SILENT = /^(?:x-|\$comment$|\$id$|\$schema$|title$|examples?$|externalDocs$|deprecated$)/;
const OF_SCHEMAS: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'allOf']);

/** Converts the schemas of a document to those of a contract, and records the origin of each. */
export class ContractSchemas {
  /** Models of the contract, by name. */
  readonly definitions: Record<string, unknown> = {};
  /** Origin in the document of each mapping of the contract. */
  readonly origins = new WeakMap<object, Spot>();
  readonly #document: AsyncapiDocument;
  readonly #names = new Map<string, string>();

  constructor(document: AsyncapiDocument) {
    this.#document = document;
  }

  /** Returns the fields of a payload as a schema of the contract; null: any object. */
  payload(payload: Spot | null, what: string): object | null {
    if (payload === null) return null;
    const spot = this.#document.resolve(payload);
    const { value } = this.#alone(spot);
    if (!isRecord(value)) return null;
    const names = Object.keys(value).filter((key) => !SILENT.test(key) && key !== 'description');
    if (isRecord(value['properties'])) return this.#schema(this.#alone(spot), 0);
    if (value['type'] === 'object' && names.length === 1) return null;
    if (names.length > 0)
      this.#document.note(
        spot,
        `${what} is widened to any object: its schema lists no properties of an object`,
      );
    return null;
  }

  /** `{allOf: [schema]}` is that schema. */
  #alone(spot: Spot): Spot {
    const parts = this.#document.entries(this.#document.at(spot, 'allOf'));
    const [only] = parts;
    const isAlone = isRecord(spot.value) && !isRecord(spot.value['properties']) && parts.length === 1;
    return only !== undefined && isAlone ? this.#alone(this.#document.resolve(only)) : spot;
  }

  #schema(spot: Spot, depth: number): object {
    const { value } = spot;
    if (!isRecord(value) || depth > MOST_LEVELS) {
      if (value !== true)
        this.#document.note(
          spot,
          'the schema is widened to any value: it is not a mapping, or it is nested too deeply',
        );
      return {};
    }
    const reference = textOf(value['$ref']);
    if (reference !== null) return this.#kept(this.#reference(reference, spot, depth), spot);
    const made: Record<string, unknown> = {};
    const notation = textOf(value[TYPE_KEYWORD]);
    for (const key of Object.keys(value)) {
      if (SILENT.test(key)) continue;
      const inner = this.#document.at(spot, key);
      const isReplaced =
        notation !== null &&
        [
          'type',
          'format',
          'items',
          'uniqueItems',
          'additionalProperties',
          'propertyNames',
          'anyOf',
          'enum',
        ].includes(key);
      if (isReplaced) continue;
      this.#put(made, key, inner, depth);
    }
    if (notation !== null) {
      made['type'] = notation;
      // The notation of a tuple includes its length.
      if (Array.isArray(value['items'])) for (const key of ['minItems', 'maxItems']) delete made[key];
    }
    return this.#kept(made, spot);
  }

  #put(made: Record<string, unknown>, key: string, inner: Spot, depth: number): void {
    if (key === 'contentEncoding' && inner.value === 'base64') made['format'] ??= 'byte';
    else if (key === 'properties' && isRecord(inner.value)) {
      const names = Object.keys(inner.value);
      made[key] = Object.fromEntries(
        names.map((name) => [name, this.#schema(this.#document.at(inner, name), depth + 1)]),
      );
    } else if (OF_SCHEMAS.has(key) && Array.isArray(inner.value)) {
      made[key] = inner.value.map((_, index) => this.#schema(this.#document.at(inner, index), depth + 1));
    } else if ((key === 'items' || key === 'additionalProperties') && isRecord(inner.value)) {
      made[key] = this.#schema(inner, depth + 1);
    } else made[key] = inner.value;
  }

  #reference(reference: string, spot: Spot, depth: number): object {
    const target = this.#document.resolve(spot);
    if (target.value === undefined) return {};
    if (!/^#\/components\/schemas\/[^/]+$/.test(reference)) {
      const isWithin =
        spot.path.length > target.path.length && target.path.every((key, index) => spot.path[index] === key);
      if (!isWithin) return this.#schema(target, depth + 1);
      this.#document.note(
        spot,
        `reference ${quote(reference)} is widened to any value: only schemas under components may be recursive`,
      );
      return {};
    }
    return { $ref: `#/annotations/definitions/${this.#define(target)}` };
  }

  /** Returns the name of a model in the contract, and defines the model on its first use. */
  #define(target: Spot): string {
    const id = JSON.stringify(target.path);
    const known = this.#names.get(id);
    if (known !== undefined) return known;
    const own = isRecord(target.value) ? textOf(target.value['x-onex-model']) : null;
    const base = (own ?? String(target.path.at(-1))).replaceAll(/[^\w]+/g, '_');
    const taken = new Set(this.#names.values());
    let name = base;
    for (let number = 2; taken.has(name); number += 1) name = `${base}_${number}`;
    this.#names.set(id, name);
    const isOpen = own !== null && isRecord(target.value) && target.value['properties'] === undefined;
    if (!isOpen) this.definitions[name] = this.#schema(target, 0);
    return name;
  }

  #kept(made: object, spot: Spot): object {
    this.origins.set(made, spot);
    return made;
  }
}
