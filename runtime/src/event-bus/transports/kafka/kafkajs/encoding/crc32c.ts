/** The Castagnoli polynomial, with its bits reversed. */
const POLYNOMIAL = 0x82f63b78;
/** Number of bytes that are processed at a time. */
const SLICES = 8;

/** `tables[n][byte]` is the checksum of the byte followed by `n` zeros. */
const TABLES: readonly Int32Array[] = (() => {
  const tables = Array.from({ length: SLICES }, () => new Int32Array(256));
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    tables[0]![byte] = crc;
  }
  for (let slice = 1; slice < SLICES; slice += 1) {
    for (let byte = 0; byte < 256; byte += 1) {
      const before = tables[slice - 1]![byte]!;
      tables[slice]![byte] = tables[0]![before & 0xff]! ^ (before >>> 8);
    }
  }
  return tables;
})();
const [T0, T1, T2, T3, T4, T5, T6, T7] = TABLES as unknown as Record<number, Int32Array> &
  [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];

/** CRC-32C of a part of a byte array, by "slicing by 8" (Kounavis and Berry, 2005). */
export function crc32c(bytes: Uint8Array, start: number, end: number): number {
  let crc = -1;
  let at = start;
  for (const last = end - SLICES; at <= last; at += SLICES) {
    const low = crc ^ (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24));
    crc =
      T7[low & 0xff]! ^
      T6[(low >>> 8) & 0xff]! ^
      T5[(low >>> 16) & 0xff]! ^
      T4[low >>> 24]! ^
      T3[bytes[at + 4]!]! ^
      T2[bytes[at + 5]!]! ^
      T1[bytes[at + 6]!]! ^
      T0[bytes[at + 7]!]!;
  }
  for (; at < end; at += 1) crc = T0[(crc ^ bytes[at]!) & 0xff]! ^ (crc >>> 8);
  return ~crc >>> 0;
}
