/** The form in which messages are written. Every form can be read. */
export interface WireForm {
  /** All readers accept 2.1. Readers of 2.1 refuse the fields that 2.3 adds. */
  readonly envelope: '2.1' | '2.3';
  /** Whether the operation is also in the payload, where nodes of onex-runtime 0.1 look for it. */
  readonly operationInPayload: boolean;
}

export const DEFAULT_FORM: WireForm = { envelope: '2.1', operationInPayload: false };

/** Reads `ONEX_ENVELOPE_VERSION` and `ONEX_OPERATION_IN_PAYLOAD`. Unknown values are ignored. */
export function wireFormOf(environment: Readonly<Record<string, string | undefined>>): WireForm {
  return {
    envelope: environment['ONEX_ENVELOPE_VERSION']?.trim() === '2.3' ? '2.3' : '2.1',
    operationInPayload: environment['ONEX_OPERATION_IN_PAYLOAD']?.trim().toLowerCase() === 'true',
  };
}
