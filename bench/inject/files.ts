import { SYNTAX } from '../../test/injection/syntax/syntax.ts';

/** A class of about so many lines, as people write them. */
export function classOf(lines: number): string {
  const method = (n: number): string => `
  /** Finds the orders of a customer. */
  async find${n}(customer: string, limit = ${n}): Promise<readonly string[]> {
    const rows = await this.query(\`SELECT id FROM orders_${n} WHERE customer = $1\`, [customer]);
    if (rows.length === 0) return [];
    // The newest first.
    return rows
      .map((row) => row.id)
      .toSorted((a, b) => (a < b ? 1 : -1))
      .slice(0, limit);
  }
`;
  const count = Math.max(1, Math.round((lines - 5) / 12));
  const methods = Array.from({ length: count }, (_, n) => method(n)).join('');
  return `import { query } from './query.ts';\n\n/** Orders. */\nexport class Store {\n  private readonly query = query;\n${methods}}\n`;
}

/** Files that editors of trees are known to damage. */
export function tortureFiles(): readonly string[] {
  return Object.values(SYNTAX);
}

/**
 * Whether every line of the old text stands in the new one, in order and to the byte, line end and mark included. A line
 * may be cut where something goes between its braces or behind the mark.
 */
export function keptIntact(before: string, after: string): boolean {
  const lines = after.split('\n');
  let at = 0;
  for (const line of before.split('\n')) {
    const found = endOf(line, lines, at);
    if (found < 0) return false;
    at = found + 1;
  }
  return true;
}

/** The line itself, or glued behind something; more indentation than before is a change. */
function endsIn(line: string, wanted: string): boolean {
  return (
    line === wanted ||
    (wanted !== '' && line.endsWith(wanted) && /\S/.test(line.at(-wanted.length - 1) ?? ' '))
  );
}

/** Index of the line that `wanted` ends on, looked for from `from` on; -1 when it is not there. */
function endOf(wanted: string, lines: readonly string[], from: number): number {
  const whole = lines.findIndex((line, index) => index >= from && endsIn(line, wanted));
  if (whole >= 0) return whole;
  for (let cut = wanted.length - 1; cut > 0; cut -= 1) {
    const head = wanted.slice(0, cut);
    const first = lines.findIndex((line, index) => index >= from && line.startsWith(head));
    const last = first < 0 ? -1 : endOfRest(wanted.slice(cut), lines, first + 1);
    if (last >= 0) return last;
  }
  return -1;
}

function endOfRest(rest: string, lines: readonly string[], from: number): number {
  const last = lines.findIndex((line, index) => index >= from && line.endsWith(rest));
  if (last >= 0) return last;
  for (let cut = rest.length - 1; cut > 0; cut -= 1) {
    const middle = lines.findIndex((line, index) => index >= from && line.includes(rest.slice(0, cut)));
    if (middle < 0) continue;
    const end = lines.findIndex((line, index) => index > middle && line.endsWith(rest.slice(cut)));
    if (end >= 0) return end;
  }
  return -1;
}
