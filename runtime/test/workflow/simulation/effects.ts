/** What is done outside: the effects of all steps' nodes, as a generated effect does them, once for each key. */
export class Effects {
  /** By key, how often the effect was done. */
  readonly done = new Map<string, number>();
  readonly live = new Set<string>();
  readonly #undoKeys = new Set<string>();
  readonly #refused = new Set<string>();
  readonly #refusesUndone: boolean;

  /** @param refusesUndone Whether an effect that was undone before it was done is refused when its command comes. */
  constructor(refusesUndone: boolean) {
    this.#refusesUndone = refusesUndone;
  }

  isKnown(key: string): boolean {
    return this.done.has(key);
  }

  /** False: it was undone before. */
  do(key: string): boolean {
    if (this.done.has(key)) return true;
    if (this.#refused.has(key)) return false;
    this.done.set(key, (this.done.get(key) ?? 0) + 1);
    this.live.add(key);
    return true;
  }

  /** The second delivery of an undo command is answered as the first, and changes nothing. */
  undo(undoKey: string, key: string): void {
    if (this.#undoKeys.has(undoKey)) return;
    this.#undoKeys.add(undoKey);
    if (!this.done.has(key) && this.#refusesUndone) this.#refused.add(key);
    this.live.delete(key);
  }
}
