import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { BIN, ROOT } from './built.ts';
import { folder } from './folders.ts';
import { run, type Outcome } from './process.ts';

export interface RunPage extends Outcome {
  /** Absolute folder in which the page ran. */
  readonly cwd: string;
  /** How many blocks ran. */
  readonly count: number;
}

const EDIT = join(ROOT, 'test/support/apply-edit.ts');

/**
 * Blocks marked `sh run`, and with `install` also those marked `sh run install`, in the order of the page; between them,
 * as commands, those that name a file: `ts FILE` is the whole file, `diff FILE` what changes in it.
 */
function blocks(text: string, install: boolean): string[] {
  return [...text.matchAll(/^```(?:sh run( install)?|(ts|diff) (\S+))\n(.*?)^```/gms)]
    .filter((match) => install || match[1] === undefined)
    .map(([, , kind, file, body]) =>
      kind === undefined
        ? String(body)
        : `node '${EDIT}' ${kind} '${file}' <<'END_OF_BLOCK'\n${body}END_OF_BLOCK`,
    );
}

/** Runs a page's runnable blocks in one shell and an empty folder, as a reader would who has `onex` installed. */
export async function runPage(page: string, install: boolean): Promise<RunPage> {
  const [cwd, text] = [await folder(), await readFile(join(ROOT, page), 'utf8')];
  const bin = join(await folder(), 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'onex'), `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`);
  await chmod(join(bin, 'onex'), 0o755);
  const commands = blocks(text, install);
  const path = [bin, dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  const outcome = await run('sh', ['-exc', commands.join('\n')], { cwd, env: { PATH: path } });
  return { ...outcome, cwd, count: commands.length };
}
