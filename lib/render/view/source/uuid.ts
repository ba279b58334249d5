import { createHash } from 'node:crypto';

/** Namespace of all ids that ONEX derives from names. */
const NAMESPACE = Buffer.from('6f6e65786e6f54658000000000000001', 'hex');

/** UUIDv5 of a name (RFC 9562, 5.5): the same name gives the same id on every machine. */
export function uuidOf(name: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(name, 'utf8').digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
