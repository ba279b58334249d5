import { randomUUID } from 'node:crypto';
import type { IHeaders } from 'kafkajs';

/** What is known about a record that was too large to be retained. */
export interface OversizedRecord {
  /** Size of the unpacked record. */
  readonly bytes: number;
  /** SHA-256 of the record as it is in its batch, in hexadecimal. */
  readonly sha256: string;
}

/** The header that carries it to the consumer. Nobody else can know its name. */
export const OVERSIZED_HEADER = `onex-cut-off-${randomUUID()}`;

export function readOversized(headers: IHeaders | undefined): OversizedRecord | null {
  const value = headers?.[OVERSIZED_HEADER];
  return value === undefined ? null : (JSON.parse(String(value)) as OversizedRecord);
}
