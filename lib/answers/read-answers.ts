import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { UserError } from '../errors/index.ts';
import type { CommandDefinition, GivenOptions } from '../options/index.ts';
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
  if (file === '-') return parseAnswers(await text(process.stdin), 'standard input', command);
  let content: string;
  try {
    content = await readFile(resolve(cwd, file), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'EISDIR' ? 'is a folder, not a file' : 'cannot be read';
    throw new UserError(`${file} ${reason}; give --answers a JSON or YAML file`, { cause: error });
  }
  return parseAnswers(content, file, command);
}
