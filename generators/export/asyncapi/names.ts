/** Unique names for the parts of a document: letters, digits, `.`, `_`, and `-`. */
export class PartNames {
  readonly #byKey = new Map<string, string>();
  readonly #taken = new Set<string>();

  /** Returns the name of a part; the same key always gives the same name. */
  of(...key: readonly string[]): string {
    const id = JSON.stringify(key);
    const known = this.#byKey.get(id);
    if (known !== undefined) return known;
    const base =
      key
        .join('.')
        .replaceAll(/[^\w.-]+/g, '_')
        .slice(0, 200) || '_';
    let name = base;
    for (let number = 2; this.#taken.has(name.toLowerCase()); number += 1) name = `${base}_${number}`;
    this.#taken.add(name.toLowerCase());
    this.#byKey.set(id, name);
    return name;
  }
}
