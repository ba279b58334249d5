/** In which form messages are written; every form is read. */
export interface WireForm {
  /** 2.1 is what all readers accept. Readers of 2.1 refuse the fields that 2.3 adds. */
  readonly envelope: '2.1' | '2.3';
  /** Whether the operation is in the payload as well, where nodes of onex-runtime 0.1 look for it. */
  readonly operationInPayload: boolean;
}

export const DEFAULT_FORM: WireForm = { envelope: '2.1', operationInPayload: false };

/** Reads `ONEX_ENVELOPE_VERSION` and `ONEX_OPERATION_IN_PAYLOAD`. What is neither is ignored. */
export function wireFormOf(environment: Readonly<Record<string, string | undefined>>): WireForm {
  return {
    envelope: environment['ONEX_ENVELOPE_VERSION']?.trim() === '2.3' ? '2.3' : '2.1',
    operationInPayload: environment['ONEX_OPERATION_IN_PAYLOAD']?.trim().toLowerCase() === 'true',
  };
}
