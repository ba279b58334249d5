import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../../support/built.ts';
import { folder } from '../../support/folders.ts';

const INSTALL = join(ROOT, 'test/services/support/apt-install.sh');

export interface BusyBox {
  /** The shell of BusyBox. */
  readonly shell: string;
  /**
   * What the kernel executes for a script where `/usr/bin/env` is BusyBox: it passes everything after the interpreter
   * of the shebang as one argument.
   */
  commandOf(script: string): Promise<readonly [string, ...string[]]>;
}

/** Finds BusyBox, or installs it. */
export async function busyBox(): Promise<BusyBox> {
  const folders = (process.env['PATH'] ?? '').split(':');
  const find = (): string | undefined =>
    folders.map((each) => join(each, 'busybox')).find((path) => existsSync(path));
  if (find() === undefined) execFileSync(INSTALL, ['busybox'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const program = find();
  if (program === undefined) throw new Error('BusyBox is not installed');
  // BusyBox looks at the name by which it is called.
  const links = await folder();
  await chmod(links, 0o755);
  for (const name of ['env', 'sh']) await symlink(program, join(links, name));
  return {
    shell: join(links, 'sh'),
    async commandOf(script) {
      const [line = ''] = (await readFile(script, 'utf8')).split('\n', 1);
      const argument = /^#!\/usr\/bin\/env (?<argument>.+)$/u.exec(line)?.groups?.['argument'];
      if (argument === undefined) throw new Error(`${script} is not started by env: ${line}`);
      return [join(links, 'env'), argument, script];
    },
  };
}
