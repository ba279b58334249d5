import type { Cause } from './cause.ts';

const TRANSIENT: ReadonlySet<string> = new Set([
  'ABORT_ERR',
  'EADDRNOTAVAIL',
  'EAGAIN',
  'EBUSY',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EDQUOT',
  'EFBIG',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'EINTR',
  'EIO',
  'EMFILE',
  'ENETDOWN',
  'ENETRESET',
  'ENETUNREACH',
  'ENFILE',
  'ENOBUFS',
  'ENOMEM',
  'ENOSPC',
  'ENOTCONN',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

const DATABASE: ReadonlySet<string> = new Set([
  'EACCES',
  'EEXIST',
  'EISDIR',
  'ELOOP',
  'ENAMETOOLONG',
  'ENOENT',
  'ENOTDIR',
  'EPERM',
  'EROFS',
  'ERR_INVALID_URL',
  'HOSTNAME_MISMATCH',
]);

const CERTIFICATE = /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_(?:TLS|SSL|OSSL)_)/;

const DATA: ReadonlySet<string> = new Set([
  'ERR_INVALID_ARG_TYPE',
  'ERR_INVALID_ARG_VALUE',
  'ERR_OUT_OF_RANGE',
  'ERR_STRING_TOO_LONG',
]);

/** Codes of the operating system and of Node. Null for a code that is neither. */
export function causeOfSystemCode(code: string, { syscall, message }: SystemError): Cause | null {
  // The socket file of a server that is not running.
  if (code === 'ENOENT' && syscall === 'connect') return 'transient';
  if (code === 'ERR_INVALID_STATE') return /not open|finalized/.test(message) ? 'transient' : 'statement';
  if (TRANSIENT.has(code) || code.startsWith('EAI_')) return 'transient';
  if (DATABASE.has(code) || CERTIFICATE.test(code)) return 'database';
  return DATA.has(code) ? 'data' : null;
}

export interface SystemError {
  readonly syscall?: unknown;
  readonly message: string;
}
