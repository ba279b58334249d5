import { UserError } from '../errors/index.ts';

/**
 * The text of an answers file: UTF-8, or UTF-16 with a byte order mark, as PowerShell writes it.
 * @throws UserError naming the source, for bytes of another encoding, which a decoder would change
 */
export function decodeAnswers(bytes: Uint8Array, source: string): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw notUtf8(source, error);
  }
  // UTF-16 without a mark is UTF-8 in which every other character is a zero.
  if (text.includes('\0')) throw notUtf8(source);
  return text;
}

function notUtf8(source: string, cause?: unknown): UserError {
  return new UserError('ERR_ONEX_INVALID_ANSWERS', `${source} is not UTF-8 text; save it as UTF-8`, {
    cause,
  });
}
