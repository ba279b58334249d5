/**
 * Why a command of the generator failed. Each code has an entry in docs/errors.md, which `npm run docs:errors` writes.
 * Its anchor is the name in lower case.
 */
export const USER_ERROR_CODES = [
  'ERR_ONEX_ALREADY_EXISTS',
  'ERR_ONEX_AMBIGUOUS_NAME',
  'ERR_ONEX_CONFLICT_MARKERS',
  'ERR_ONEX_CONTRACT_EDIT',
  'ERR_ONEX_DAMAGED_RECORDS',
  'ERR_ONEX_FILE_CHANGED',
  'ERR_ONEX_FILE_SYSTEM',
  'ERR_ONEX_GIT_BUSY',
  'ERR_ONEX_INJECTION',
  'ERR_ONEX_INSTALLATION',
  'ERR_ONEX_INTERNAL',
  'ERR_ONEX_INTERRUPTED',
  'ERR_ONEX_INVALID_ANSWERS',
  'ERR_ONEX_INVALID_CONTRACT',
  'ERR_ONEX_INVALID_DESTINATION',
  'ERR_ONEX_INVALID_FIELD',
  'ERR_ONEX_INVALID_MODELS',
  'ERR_ONEX_INVALID_NAME',
  'ERR_ONEX_INVALID_SETTINGS',
  'ERR_ONEX_IN_USE',
  'ERR_ONEX_LOCKED',
  'ERR_ONEX_MISSING_FILE',
  'ERR_ONEX_NEWER_GENERATOR',
  'ERR_ONEX_NOT_FOUND',
  'ERR_ONEX_NOT_UPGRADED',
  'ERR_ONEX_NOTHING_TO_UNDO',
  'ERR_ONEX_NO_PROJECT',
  'ERR_ONEX_PROGRAM_FAILED',
  'ERR_ONEX_RENAME_REFUSED',
  'ERR_ONEX_RUNTIME_MISSING',
  'ERR_ONEX_UNCOMMITTED',
  'ERR_ONEX_UNFINISHED',
  'ERR_ONEX_UNREADABLE_CONTRACT',
  'ERR_ONEX_UNSAFE_PATH',
  'ERR_ONEX_USAGE',
  'ERR_ONEX_VERIFICATION',
  'ERR_ONEX_WRITE_REFUSED',
] as const;

export type UserErrorCode = (typeof USER_ERROR_CODES)[number];

/** Returns the path of a code's entry in the package: the page with its anchor. */
export function docsOf(code: UserErrorCode): string {
  return `docs/errors.md#${code.toLowerCase()}`;
}

/** Keys of a `--json` report that explain, in addition to its `error`, why nothing was done. */
export interface FailureKeys {
  readonly code: UserErrorCode;
  /** The page with more information, in the package of the generator. */
  readonly docs: string;
}

/** Returns the report keys for an error code. The entry of the code is the page with more information. */
export function failureKeys(code: UserErrorCode): FailureKeys {
  return { code, docs: docsOf(code) };
}
