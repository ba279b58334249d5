import { PassThrough } from 'node:stream';
import { runCli } from '../../../src/cli/run-cli.ts';
import type { Ended } from './run.ts';

/** Runs `onex-runtime` within this process, which is much faster; not for `dev`, which ends its process. */
export async function runHere(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Ended> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const code = await runCli(args, {
    cwd,
    env,
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
  });
  return { code, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') };
}
