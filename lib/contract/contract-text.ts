import { createReadStream } from 'node:fs';
import { conflictLine, conflictMessage, MAX_CONTRACT_LENGTH } from 'onex-runtime/contract';
import { UserError } from '../errors/index.ts';

const CONFLICT_DOCS = 'git.md#in-the-middle-of-a-merge';

/** A character has at most four bytes in UTF-8, so no contract within the reader's limit has more. */
const MAX_BYTES = MAX_CONTRACT_LENGTH * 4;

async function bytesOf(path: string, file: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BYTES) {
      throw new UserError(
        'ERR_ONEX_UNREADABLE_CONTRACT',
        `${file} is larger than a contract may be (${MAX_CONTRACT_LENGTH} characters)`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EISDIR') return 'is a folder, not a file';
  return code === 'ENOENT' ? 'cannot be read: it does not exist' : 'cannot be read';
}

/**
 * Reads the text of a contract's file, up to the maximum size of a contract.
 * @param path Absolute.
 * @param file As the user named it, for messages.
 * @throws UserError if the file cannot be read, is too large, or is not UTF-8, and with exit code 2 if it has conflict
 *   markers
 */
export async function contractText(path: string, file: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await bytesOf(path, file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      'ERR_ONEX_UNREADABLE_CONTRACT',
      `${file} ${reasonOf(error)}; a contract.yaml is required`,
      { cause: error },
    );
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new UserError('ERR_ONEX_UNREADABLE_CONTRACT', `${file} is not UTF-8 text; save it as UTF-8`, {
      cause: error,
    });
  }
  const line = conflictLine(text);
  if (line !== null)
    throw new UserError('ERR_ONEX_CONFLICT_MARKERS', conflictMessage(file, line, path), {
      exitCode: 2,
      docs: CONFLICT_DOCS,
    });
  return text;
}
