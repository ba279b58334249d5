import { chmod, rename, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { jsonLine, quote } from 'onex-cli-kit';
import { originOf, readContract, type NotationRewrite } from 'onex-runtime/contract';
import { contractText } from '../../../lib/contract/index.ts';
import { rewriteNotations } from '../../../lib/contract/fix/index.ts';
import { UserError } from '../../../lib/errors/index.ts';
import type { GivenOptions } from '../../../lib/options/index.ts';

interface Fixed {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly from: string;
  readonly to: string;
  readonly done: boolean;
}

/** `onex contract fix`: writes types in the contract's notation. Exit code 2 when a type has to be rewritten by hand. */
export async function fix(files: readonly string[], given: GivenOptions): Promise<void> {
  if (files.length === 0) throw new UserError('ERR_ONEX_USAGE', 'onex contract fix needs at least one FILE');
  const fixed: Fixed[] = [];
  for (const file of files) fixed.push(...(await fixFile(file)));
  const left = fixed.filter(({ done }) => !done);
  const status = left.length > 0 ? 'conflicts' : fixed.length > 0 ? 'done' : 'unchanged';
  const output =
    given['json'] === true
      ? jsonLine({ status, fixes: fixed, error: null })
      : `${[...fixed.map(lineOf), ...(fixed.length === 0 ? ['Every type is in the notation of the contract.'] : [])].join('\n')}\n`;
  process.stdout.write(output);
  if (left.length > 0) process.exitCode = 2;
}

function lineOf({ file, line, column, from, to, done }: Fixed): string {
  const place = `${quote(file).slice(1, -1)}:${line}:${column}`;
  return done
    ? `${place}: ${quote(from)} is now ${quote(to)}`
    : `${place}: write ${quote(to)} in place of ${quote(from)}; this scalar cannot be rewritten`;
}

async function fixFile(file: string): Promise<readonly Fixed[]> {
  const path = resolve(file);
  const before = await contractText(path, file);
  const { rewrites, source, issues, contract } = readContract(before, { file, origin: originOf(path) });
  if (contract === null && rewrites.length === 0) {
    const fault = issues.find(({ severity }) => severity === 'error');
    if (fault !== undefined)
      throw new UserError(
        'ERR_ONEX_INVALID_CONTRACT',
        `${file}:${fault.position.line}:${fault.position.column}: ${fault.message}`,
      );
  }
  const { text, left } = rewriteNotations(before, rewrites);
  if (text !== before) await replaceFile(path, text);
  const skipped = new Set<NotationRewrite>(left);
  return rewrites.map((rewrite) => ({
    file,
    ...source.positionOf(rewrite.path, 'value'),
    from: rewrite.from,
    to: rewrite.to,
    done: !skipped.has(rewrite),
  }));
}

/** The file has the old text or the new one, and never a part. */
async function replaceFile(path: string, text: string): Promise<void> {
  const { mode } = await stat(path);
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, text, { flag: 'wx' });
  await chmod(draft, mode & 0o7777);
  await rename(draft, path);
}
