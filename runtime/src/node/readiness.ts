/** Why a node is not ready, by who says so; empty: ready. */
export class Readiness {
  readonly #problems = new Map<string, string>();
  readonly #changed: (source: string, problem: string | null) => void;

  constructor(changed: (source: string, problem: string | null) => void) {
    this.#changed = changed;
  }

  /** Says or takes back (`null`) a problem; repeating one changes nothing and is not reported again. */
  set(source: string, problem: string | null): void {
    if ((this.#problems.get(source) ?? null) === problem) return;
    if (problem === null) this.#problems.delete(source);
    else this.#problems.set(source, problem);
    this.#changed(source, problem);
  }

  get ready(): boolean {
    return this.#problems.size === 0;
  }

  get problems(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#problems);
  }
}
