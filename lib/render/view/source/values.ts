import { formatPath, fullBudget, samplePayload, type Definitions, type Field } from 'onex-runtime/contract';
import { createHash } from 'node:crypto';

/** Namespace of all ids that ONEX derives from names. */
const NAMESPACE = Buffer.from('6f6e65786e6f54658000000000000001', 'hex');

/** Returns the UUIDv5 of a name (RFC 9562, 5.5): the same name gives the same id on every machine. */
export function uuidOf(name: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(name, 'utf8').digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A payload of some fields for tests and examples, or the reason why there is none. */
export type PayloadSample =
  | { readonly payload: Readonly<Record<string, unknown>>; readonly missing: null }
  | { readonly payload: null; readonly missing: string };

/** @param budget Shared by several samples to limit their total size. */
export function payloadSample(
  fields: readonly Field[] | null,
  definitions: Definitions,
  budget = fullBudget(),
): PayloadSample {
  const sample = samplePayload(fields, definitions, { budget });
  return sample.found
    ? { payload: sample.value, missing: null }
    : { payload: null, missing: `there is no sample of ${formatPath(sample.path)}: ${sample.reason}` };
}
