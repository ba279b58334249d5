/** The size of the cache in characters of source. Their trees take about a hundred times as much memory. */
const MAX_CHARACTERS = 600_000;

/**
 * Caches the last results of a function of a text, so injection and verification parse each text once per run. Callers
 * share the results and must not change them.
 */
export class TextCache<Result> {
  readonly #byKey = new Map<string, Map<string, Result>>();
  /** Oldest first. */
  readonly #order: { readonly key: string; readonly text: string }[] = [];
  #characters = 0;

  /** @param key what else the result depends on */
  get(key: string, text: string, make: () => Result): Result {
    const known = this.#byKey.get(key)?.get(text);
    if (known !== undefined) return known;
    const result = make();
    this.#put(key, text, result);
    return result;
  }

  #put(key: string, text: string, result: Result): void {
    if (text.length > MAX_CHARACTERS) return;
    const texts = this.#byKey.get(key) ?? new Map<string, Result>();
    this.#byKey.set(key, texts.set(text, result));
    this.#order.push({ key, text });
    this.#characters += text.length;
    while (this.#characters > MAX_CHARACTERS) {
      const oldest = this.#order.shift()!;
      this.#byKey.get(oldest.key)?.delete(oldest.text);
      this.#characters -= oldest.text.length;
    }
  }
}
