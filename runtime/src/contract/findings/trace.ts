/** What the readers requested at one place of a contract. The places below it are its children. */
export interface Trace {
  /** Keys and indexes that were read, each with what was read below it. */
  readonly children: Map<string | number, Trace>;
  /** Keys that a reader knows there, whether or not the contract has them. */
  readonly asked: Set<string>;
  /** Keys that are another spelling of an effective one. */
  readonly beside: Map<string, string>;
  /** Keys of the ecosystem that this package does not implement, each with the reason. */
  readonly idle: Map<string, string>;
  /** Everything below is read, or is text for people. */
  whole: boolean;
  /** The keys are names that the contract's author gives. */
  named: boolean;
}

export function newTrace(): Trace {
  return {
    children: new Map(),
    asked: new Set(),
    beside: new Map(),
    idle: new Map(),
    whole: false,
    named: false,
  };
}

/** The trace of a key or index, which counts as read from now on. */
export function childTrace(trace: Trace, key: string | number): Trace {
  if (typeof key === 'string') trace.asked.add(key);
  const known = trace.children.get(key);
  if (known !== undefined) return known;
  const made = newTrace();
  trace.children.set(key, made);
  return made;
}
