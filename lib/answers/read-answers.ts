import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { UserError } from '../errors/index.ts';
import type { CommandDefinition, GivenOptions } from '../options/index.ts';
import { decodeAnswers } from './decode.ts';
import { parseAnswers } from './parse-answers.ts';

/**
 * Answers from a file, or from standard input to its end for `-`.
 * @param file as given with `--answers`, relative to `cwd`
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
