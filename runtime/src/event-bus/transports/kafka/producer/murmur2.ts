const SEED = 0x9747b28c;
const M = 0x5bd1e995;

/** The hash by which Kafka's own clients choose the partition of a key: a signed 32-bit integer. */
export function murmur2(key: Buffer | string): number {
  const data = typeof key === 'string' ? Buffer.from(key) : key;
  const { length } = data;
  const rest = length & 3;
  const end = length - rest;
  let hash = SEED ^ length;
  for (let at = 0; at < end; at += 4) {
    let k = data[at]! | (data[at + 1]! << 8) | (data[at + 2]! << 16) | (data[at + 3]! << 24);
    k = Math.imul(k, M);
    k = Math.imul(k ^ (k >>> 24), M);
    hash = Math.imul(hash, M) ^ k;
  }
  if (rest > 2) hash ^= data[end + 2]! << 16;
  if (rest > 1) hash ^= data[end + 1]! << 8;
  if (rest > 0) hash = Math.imul(hash ^ data[end]!, M);
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return hash ^ (hash >>> 15);
}
