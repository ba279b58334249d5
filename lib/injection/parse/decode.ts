import type { InjectionReason } from '../types.ts';

/** 10 MB. A larger file is data, and its syntax tree would need gigabytes. */
export const MAX_BYTES = 10 * 1024 * 1024;

export type Decoded =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: InjectionReason };

/**
 * Decodes a file's bytes as text and retains the byte order mark. Refuses bytes that are not UTF-8, and files that are
 * too large.
 */
export function decodeSource(bytes: Uint8Array): Decoded {
  const refuse = (message: string, remedy: string, line = 1, column = 1): Decoded => ({
    ok: false,
    reason: { message, remedy, line, column },
  });
  if (bytes.length > MAX_BYTES) return refuse('larger than 10 MB', 'split the file, or leave it out');
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return refuse('the file is UTF-16', 'save it as UTF-8');
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    if (bytes.includes(0)) {
      return refuse(
        'the file is binary (it contains a zero byte)',
        'name a text file',
        ...place(bytes, bytes.indexOf(0)),
      );
    }
    return refuse('the file is not UTF-8', 'save it as UTF-8', ...place(bytes, firstFault(bytes)));
  }
}

/** Returns the offset of the first invalid UTF-8 byte. It uses binary search because the decoder reports no offset. */
function firstFault(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    // With `stream`, a sequence may be cut in the middle.
    if (decodes(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function place(bytes: Uint8Array, offset: number): [line: number, column: number] {
  const above = new TextDecoder().decode(bytes.subarray(0, offset)).split(/\r\n|\n|\r/);
  return [above.length, (above.at(-1)?.length ?? 0) + 1];
}
