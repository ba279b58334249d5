/** Number and name of each code in use, as the ONEX core numbers them. */
const NUMBERS = {
  INVALID_PARAMETER: 1,
  MISSING_REQUIRED_PARAMETER: 2,
  VALIDATION_FAILED: 5,
  VALIDATION_ERROR: 6,
  FILE_NOT_FOUND: 21,
  INVALID_CONFIGURATION: 41,
  CONFIGURATION_ERROR: 44,
  REGISTRY_NOT_FOUND: 61,
  DUPLICATE_REGISTRATION: 64,
  OPERATION_FAILED: 81,
  TIMEOUT_EXCEEDED: 82,
  INVALID_STATE: 86,
  INITIALIZATION_FAILED: 87,
  INTERNAL_ERROR: 89,
  EVENT_BUS_ERROR: 96,
  CONTRACT_VALIDATION_ERROR: 97,
  DEPENDENCY_UNAVAILABLE: 122,
  IMPORT_ERROR: 124,
  METHOD_NOT_IMPLEMENTED: 141,
  PROCESSING_ERROR: 165,
  TYPE_MISMATCH: 181,
} as const;

/** Short name of a code: `VALIDATION_ERROR`. */
export type ErrorCode = keyof typeof NUMBERS;

/** Every code, in the order of their numbers. */
export const ERROR_CODES: readonly ErrorCode[] = Object.keys(NUMBERS) as ErrorCode[];

/** The code as it goes over the wire: `ONEX_CORE_006_VALIDATION_ERROR`. */
export function wireCode(code: ErrorCode): string {
  return `ONEX_CORE_${String(NUMBERS[code]).padStart(3, '0')}_${code}`;
}

/**
 * The code behind a wire code, a bare name or a number (`ONEX_CORE_006_VALIDATION_ERROR`, `VALIDATION_ERROR`, `006`).
 */
export function findErrorCode(text: string): ErrorCode | null {
  const number = /^(?:ONEX_CORE_)?(\d{1,3})(?:_|$)/.exec(text)?.[1];
  if (number !== undefined) return ERROR_CODES.find((code) => NUMBERS[code] === Number(number)) ?? null;
  return ERROR_CODES.find((code) => code === text) ?? null;
}
