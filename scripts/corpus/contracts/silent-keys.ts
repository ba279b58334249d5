/**
 * Finds what the contract reader drops in silence. For each key path of a contract, it reads the contract without the key.
 * When that changes neither the model nor the findings, it reads the contract with another value of the same type, because
 * the value may be the default. A path where nothing changes anything is silent, unless a finding names it as being
 * without effect, at its own place, at another item of the same list, or at a place above it.
 */
import { parseYaml, readSource, type ContractReading, type KeyPath } from 'onex-runtime/contract';

const OPTIONS = { file: 'contract.yaml', origin: 'foreign', nameless: () => 'node_shop_order' } as const;
/** How the reader says that something has no effect. */
const NO_EFFECT =
  /\b(?:no|without) effect\b|\bnot (?:understood|read|checked)\b|(?:taken|read) as any|\bignored\b|only sets the kind|is unknown|is not known|, so nothing is/;

/** The paths of a contract that the reader drops in silence: list indexes are `*`. Empty for a contract with errors. */
export function silentKeys(text: string): readonly string[] {
  const source = parseYaml(text, OPTIONS);
  const read = (value: unknown): ContractReading =>
    readSource({ ...source, value, positionOf: () => ({ line: 1, column: 1 }) }, OPTIONS);
  const whole = read(source.value);
  if (whole.contract === null) return [];
  const before = signatureOf(whole);
  const reported = reportedPaths(whole);
  const isSame = (value: unknown): boolean => signatureOf(read(value)) === before;
  const silent = new Set<string>();
  for (const { path, value } of leaves(source.value)) {
    const shown = shownPath(path);
    if (silent.has(shown) || isReported(path, reported)) continue;
    const isItem = typeof path.at(-1) === 'number';
    if (!isItem && !isSame(edited(source.value, path))) continue;
    if (othersOf(value).every((other) => isSame(edited(source.value, path, other)))) silent.add(shown);
  }
  return [...silent].toSorted();
}

/** A path with `*` for each index of a list. */
export function shownPath(path: KeyPath): string {
  return path.map((key) => (typeof key === 'number' ? '*' : key)).join('.');
}

/** All that a reading says, without the hash of the text. */
function signatureOf({ contract, issues }: ContractReading): string {
  const { hash: _, ...model } = contract ?? { hash: '' };
  const found = issues.map(({ severity, path, message }) => [severity, path, message]);
  return JSON.stringify([model, found], (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
}

interface Reported {
  /** First key, length, and last key of the paths of ineffective keys: names of an author differ in between. */
  readonly kinds: ReadonlySet<string>;
  readonly exact: ReadonlySet<string>;
  readonly withAll: ReadonlySet<string>;
}

function reportedPaths({ issues }: ContractReading): Reported {
  const named = issues.filter(({ severity }) => severity !== 'error');
  const ineffective = named.filter(({ message }) => NO_EFFECT.test(message));
  return {
    kinds: new Set(ineffective.map(({ path }) => kindOf(path))),
    exact: new Set(named.map(({ path }) => shownPath(path))),
    withAll: new Set(ineffective.map(({ path }) => shownPath(path))),
  };
}

/** The reader reports a key once for all entries of a mapping by name. */
function kindOf(path: KeyPath): string {
  return path.length < 3 ? shownPath(path) : `${path[0]}/${path.length}/${path.at(-1)}`;
}

function isReported(path: KeyPath, { exact, kinds, withAll }: Reported): boolean {
  if (path.some((_, index) => kinds.has(kindOf(path.slice(0, index + 1))))) return true;
  return (
    exact.has(shownPath(path)) || path.some((_, index) => withAll.has(shownPath(path.slice(0, index + 1))))
  );
}

/** Scalars, and lists and mappings without anything in them. */
function* leaves(value: unknown, path: KeyPath = []): Generator<{ path: KeyPath; value: unknown }> {
  const isList = Array.isArray(value);
  const children = Object.entries(typeof value === 'object' && value !== null ? value : {}).map(
    ([key, item]) => [isList ? Number(key) : key, item as unknown] as const,
  );
  if (children.length === 0 && path.length > 0) yield { path, value };
  for (const [key, item] of children) yield* leaves(item, [...path, key]);
}

/** Values of the same type, one of which the reader must notice. */
function othersOf(value: unknown): readonly unknown[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1, 0];
  if (typeof value === 'string') return [`${value}x`, 'probe'];
  if (Array.isArray(value)) return [['probe'], [{ name: 'probe' }]];
  if (typeof value === 'object' && value !== null) return [{ probe: 'probe' }];
  return ['probe', true, 7, ['probe'], { probe: 'probe' }];
}

/** A copy with another value at a path, or without its key. */
function edited(value: unknown, [key, ...rest]: KeyPath, ...other: readonly unknown[]): unknown {
  if (key === undefined) return other[0];
  const inner = (value as Record<string | number, unknown>)[key];
  if (Array.isArray(value)) return value.with(Number(key), edited(inner, rest, ...other));
  const { [key]: _, ...others } = value as Record<string, unknown>;
  if (rest.length === 0 && other.length === 0) return others;
  return { ...(value as object), [key]: edited(inner, rest, ...other) };
}
