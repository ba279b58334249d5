import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { UserError } from '../errors/index.ts';
import type { CommandDefinition, GivenOptions } from '../options/index.ts';
import { parseAnswers } from './parse-answers.ts';

/**
 * Decodes an answers file: UTF-8, or UTF-16 with a byte order mark, as PowerShell writes it.
 * @throws UserError naming the source, for another encoding, which a decoder would change
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
  // UTF-16 without a byte order mark decodes as UTF-8 in which every other character is zero.
  if (text.includes('\0')) throw notUtf8(source);
  return text;
}

function notUtf8(source: string, cause?: unknown): UserError {
  return new UserError('ERR_ONEX_INVALID_ANSWERS', `${source} is not UTF-8 text; save it as UTF-8`, {
    cause,
  });
}

/**
 * Reads answers from a file or, for `-`, from standard input to its end.
 * @param file From `--answers`, relative to `cwd`.
 */
export async function readAnswers(
  file: string,
  cwd: string,
  command: CommandDefinition,
): Promise<GivenOptions> {
  if (file === '-') {
    const source = 'standard input';
    return parseAnswers(decodeAnswers(await buffer(process.stdin), source), source, command);
  }
  let content: Uint8Array;
  try {
    content = await readFile(resolve(cwd, file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'EISDIR' ? 'is a folder, not a file' : 'cannot be read';
    throw new UserError('ERR_ONEX_INVALID_ANSWERS', `${file} ${reason}; give --answers a JSON or YAML file`, {
      cause: error,
    });
  }
  return parseAnswers(decodeAnswers(content, file), file, command);
}
