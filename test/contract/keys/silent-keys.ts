import { parseYaml, readContract, type ContractIssue, type KeyPath } from 'onex-runtime/contract';

type Path = readonly (string | number)[];

/** Every path of a value, parents before children. */
export function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const below = [...path, Array.isArray(value) ? Number(key) : key];
    return [below, ...pathsOf(item, below)];
  });
}

function parentOf(root: unknown, path: Path): Record<string | number, unknown> {
  return path.slice(0, -1).reduce((value, key) => (value as Record<string | number, unknown>)[key], root) as {
    [key: string | number]: unknown;
  };
}

function without(root: unknown, path: Path): unknown {
  const copy = structuredClone(root);
  const parent = parentOf(copy, path);
  const key = path.at(-1)!;
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return copy;
}

/** Another value of the same type, so that one that equals the default counts too. */
function changed(root: unknown, path: Path): unknown {
  const copy = structuredClone(root);
  const parent = parentOf(copy, path);
  const key = path.at(-1)!;
  const value = parent[key];
  parent[key] = typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 7 : 'another';
  return copy;
}

/** The same with another name for a key. */
export function withKey(root: unknown, path: Path, name: string): unknown {
  const copy = structuredClone(root);
  const parent = parentOf(copy, path);
  const key = path.at(-1)!;
  parent[name] = parent[key];
  delete parent[key];
  return copy;
}

interface Seen {
  readonly text: string;
  readonly issues: readonly ContractIssue[];
}

/** What the reader makes of a value: the model without the hash, and the findings without their places. */
function see(value: unknown): Seen {
  const { contract, issues } = readContract(JSON.stringify(value), { file: 'contract.yaml' });
  const model = contract && { ...contract, hash: '' };
  return { text: JSON.stringify([model, issues.map(({ message }) => message).toSorted()]), issues };
}

const isBelow = (path: Path, above: KeyPath): boolean => above.every((key, index) => path[index] === key);
/** A path with `*` for each index. */
export const kindOf = (path: Path): string =>
  path.map((key) => (typeof key === 'number' ? '*' : key)).join('.');

/**
 * The kinds of paths of a contract whose values nobody reads and nothing reports: neither leaving them out nor changing
 * them makes a difference. What stands below a key that is reported as a whole is not looked at.
 */
export function silentKeys(text: string): readonly string[] {
  const { value } = parseYaml(text);
  const before = see(value);
  const reported = before.issues
    // That a topic is made up says nothing of what stands beside it.
    .filter(({ path, message }) => path.length > 0 && !message.endsWith(' used'))
    .map(({ path }) => path);
  const reportedKinds = new Set(reported.map(kindOf));
  const silent = pathsOf(value).filter((path) => {
    const isReported =
      reported.some((above) => isBelow(path, above)) ||
      path.some((_, index) => reportedKinds.has(kindOf(path.slice(0, index + 1))));
    if (isReported) return false;
    return see(without(value, path)).text === before.text && see(changed(value, path)).text === before.text;
  });
  return [...new Set(silent.map(kindOf))];
}
