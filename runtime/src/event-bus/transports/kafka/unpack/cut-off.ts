import { randomUUID } from 'node:crypto';
import type { IHeaders } from 'kafkajs';

/** What is known about a record that was too large to be retained. */
export interface CutOff {
  /** Size of the unpacked record. */
  readonly bytes: number;
  /** SHA-256 of the record as it is in its batch, in hexadecimal. */
  readonly sha256: string;
}

/** The header that carries it to the consumer. Nobody else can know its name. */
export const CUT_OFF_HEADER = `onex-cut-off-${randomUUID()}`;

export function readCutOff(headers: IHeaders | undefined): CutOff | null {
  const value = headers?.[CUT_OFF_HEADER];
  return value === undefined ? null : (JSON.parse(String(value)) as CutOff);
}
