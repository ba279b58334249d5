import { spawnSync } from 'node:child_process';

/** Checks the types, the style, and the tests of a project with its own scripts. Throws with their output when one fails. */
export function checkOrders(project: string): void {
  for (const script of ['typecheck', 'lint', 'test']) {
    const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', script], {
      cwd: project,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    if (status !== 0) throw new Error(`npm run ${script} ended with exit code ${status}: ${stdout}${stderr}`);
  }
}
