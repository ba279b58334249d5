/**
 * JSON whose text depends only on the value, not on the order in which keys were set. Dates, big integers, sets, maps,
 * and bytes are distinguished from strings that look the same.
 */
export function stableJson(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number' && !Number.isFinite(value)) return `number(${value})`;
  if (Object.is(value, -0)) return '-0';
  if (value === undefined) return 'undefined';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(stableJson).join(',')}]`;
  if (value instanceof Date) return `Date(${value.getTime()})`;
  if (value instanceof Uint8Array) return `Bytes(${Buffer.from(value).toString('base64')})`;
  if (value instanceof Set) return `Set(${[...value].map(stableJson).toSorted().join(',')})`;
  if (value instanceof Map) {
    return `Map(${[...value]
      .map((entry) => stableJson(entry))
      .toSorted()
      .join(',')})`;
  }
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${stableJson(field)}`);
  return `{${fields.join(',')}}`;
}
