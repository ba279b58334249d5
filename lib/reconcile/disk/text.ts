import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';

/** Larger files are not merged. Like binaries, they are replaced or left as a whole. */
const MAX_TEXT_BYTES = 8 * 1024 * 1024;
const BOM = '\uFEFF';

/** The form of a text on disk apart from its content; restored when the text is written. */
export interface TextForm {
  readonly bom: boolean;
  readonly eol: '\n' | '\r\n';
  /** The last line has no line end. */
  readonly open: boolean;
}

/**
 * A file's contents, read once. `text` is null for a binary. It has LF line ends if all line ends of the file were of
 * one kind, and its last line always has one.
 */
export interface Contents {
  readonly bytes: Uint8Array;
  readonly binary: boolean;
  readonly text: string | null;
  readonly form: TextForm;
  /** Hex, of the bytes. */
  readonly sha256: string;
  /** Hex, of `text`: equal for two checkouts of one file, with or without a BOM and a final line end. */
  readonly canonical: string;
}

export function sha256(contents: Uint8Array | string): string {
  return createHash('sha256').update(contents).digest('hex');
}

function isBinary(bytes: Uint8Array): boolean {
  return bytes.length > MAX_TEXT_BYTES || bytes.includes(0) || !isUtf8(bytes);
}

function dominantEol(text: string): TextForm['eol'] {
  const all = text.split('\n').length - 1;
  const crlf = text.split('\r\n').length - 1;
  return crlf * 2 > all ? '\r\n' : '\n';
}

const PLAIN: TextForm = { bom: false, eol: '\n', open: false };

/** Describes bytes from disk or from a template. */
export function contentsOf(source: Uint8Array | string): Contents {
  const bytes = typeof source === 'string' ? Buffer.from(source) : source;
  const hash = sha256(bytes);
  if (isBinary(bytes)) return { bytes, binary: true, text: null, form: PLAIN, sha256: hash, canonical: hash };
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const open = raw !== '' && !raw.endsWith('\n');
  if (!open && !raw.startsWith(BOM) && !raw.includes('\r\n')) {
    return { bytes, binary: false, text: raw, form: PLAIN, sha256: hash, canonical: hash };
  }
  const bom = raw.startsWith(BOM);
  const words = bom ? raw.slice(1) : raw;
  const eol = dominantEol(words);
  const unified = words.replaceAll('\r\n', '\n');
  // With mixed line ends, each CRLF counts as the user's edit of its line, so no line end changes unasked.
  const mixed =
    eol === '\n' ? words.includes('\r\n') : unified.length + unified.split('\n').length - 1 !== words.length;
  const form: TextForm = { bom, eol: mixed ? '\n' : eol, open };
  const text = (mixed ? words : unified) + (open ? '\n' : '');
  return { bytes, binary: false, text, form, sha256: hash, canonical: sha256(text) };
}

/** Whether contents have a recorded hash, with or without a final line end. */
export function hasHash({ canonical, sha256 }: Contents, hash: string): boolean {
  return hash === canonical || hash === sha256;
}

/** Returns the bytes of an LF text in the form of the file. */
export function toBytes(text: string, form: TextForm): Uint8Array {
  const closed = form.open ? text.replace(/\n$/, '') : text;
  const body = form.eol === '\r\n' ? closed.replaceAll(/\r?\n/g, '\r\n') : closed;
  return Buffer.from(form.bom ? BOM + body : body);
}
