import { CliError } from '../cli-error.ts';

/** No bus takes a larger message, so nothing larger is read into memory. */
const MOST_BYTES = 16 * 1024 * 1024;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON of a message: the argument, or for `-` what standard input has until its end. A byte order mark is not a
 * part of it. @throws CliError when standard input is a terminal, too large, or not UTF-8, which a decoder would
 * change.
 */
export async function readJson(given: string, stdin: NodeJS.ReadStream): Promise<string> {
  if (given !== '-') return given;
  if (stdin.isTTY)
    throw new CliError('Standard input is a terminal: pipe the JSON in, or give it as an argument');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk as Buffer | string);
    size += bytes.length;
    if (size > MOST_BYTES)
      throw new CliError('The message on standard input is larger than 16 MiB. Send a reference to the data');
    chunks.push(bytes);
  }
  try {
    return UTF8.decode(Buffer.concat(chunks));
  } catch (error) {
    throw new CliError('The message on standard input is not UTF-8. Convert it, for example with iconv', {
      cause: error,
    });
  }
}
