type Version = readonly [major: number, minor: number, patch: number];

/**
 * Whether a contract's version meets a constraint: `1.0.0`, `^1.0`, `~1.2`, `>=1.0.0,<2.0.0`. A text that is not a
 * version meets none.
 */
export function satisfies(version: unknown, constraint: string): boolean {
  const own = parts(version);
  if (own === null) return false;
  return constraint
    .split(',')
    .map((one) => one.trim())
    .every((one) => meets(own, one));
}

function meets(own: Version, constraint: string): boolean {
  const { operator = '', wanted: text = '' } =
    /^(?<operator>\^|~|>=|<=|>|<|==?)?\s*v?(?<wanted>\d.*)$/.exec(constraint)?.groups ?? {};
  const wanted = parts(text);
  if (wanted === null) return constraint === '*';
  const order = compare(own, wanted);
  switch (operator) {
    case '^':
      return order >= 0 && own[0] === wanted[0] && (wanted[0] > 0 || own[1] === wanted[1]);
    case '~':
      return order >= 0 && own[0] === wanted[0] && own[1] === wanted[1];
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    default:
      return order === 0;
  }
}

function compare(one: Version, other: Version): number {
  for (const index of [0, 1, 2] as const) if (one[index] !== other[index]) return one[index] - other[index];
  return 0;
}

/** `{major, minor, patch}`, `"1.2.3"`, or `1.2`. */
function parts(version: unknown): Version | null {
  if (typeof version === 'object' && version !== null) {
    const { major = 0, minor = 0, patch = 0 } = version as Record<string, unknown>;
    return [Number(major), Number(minor), Number(patch)];
  }
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(String(version));
  return match === null ? null : [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)];
}
