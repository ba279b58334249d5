const VERSION = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-([0-9A-Za-z.-]{1,64}))?(?:\+[0-9A-Za-z.-]{1,64})?$/;

interface Version {
  readonly numbers: readonly [number, number, number];
  readonly prerelease: readonly string[];
}

/** Returns the parts of a semantic version (semver.org 2.0.0), or null. */
export function parseVersion(text: string): Version | null {
  const match = VERSION.exec(text);
  if (!match) return null;
  return {
    numbers: [Number(match[1]), Number(match[2]), Number(match[3])],
    prerelease: match[4]?.split('.') ?? [],
  };
}

function compareIdentifiers(a: string, b: string): number {
  const [x, y] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (x && y) return Number(a) - Number(b);
  if (x !== y) return x ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}

/**
 * Returns a negative number if `a` comes before `b`, by semver.org 2.0.0 item 11. Texts that are not versions come
 * first.
 */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [parseVersion(a), parseVersion(b)];
  if (!x || !y) return Number(x !== null) - Number(y !== null);
  for (const index of [0, 1, 2] as const) {
    if (x.numbers[index] !== y.numbers[index]) return x.numbers[index] - y.numbers[index];
  }
  if (x.prerelease.length === 0 || y.prerelease.length === 0)
    return y.prerelease.length - x.prerelease.length;
  for (const [index, identifier] of x.prerelease.entries()) {
    const other = y.prerelease[index];
    const order = other === undefined ? 1 : compareIdentifiers(identifier, other);
    if (order !== 0) return order;
  }
  return x.prerelease.length - y.prerelease.length;
}
