import { nodeProblem } from 'onex-cli-kit';
import { enableCompileCache, muteWarnings } from '../start/process/index.ts';

/** The program of the command line: sets up Node, checks its version, runs a command, and ends the process. */
export async function main(): Promise<void> {
  if (process.argv.includes('--debug')) muteWarnings();
  else silenceWarnings();
  const problem = nodeProblem('onex-runtime', process.versions.node);
  if (problem === null) {
    // It serves `dev --watch` above all.
    enableCompileCache();
    // Loaded after the check, because an older Node would fail at the imports with unhelpful messages.
    const { runCli } = await import('./run-cli.ts');
    const code = await runCli(process.argv.slice(2));
    if (code !== null) await end(code);
  } else {
    console.error(problem);
    process.exitCode = 1;
  }
}

/** Ends the process once its output is written, whatever timers and sockets the code of nodes has left behind. */
async function end(code: number): Promise<never> {
  const streams = [process.stdout, process.stderr];
  await Promise.all(streams.map((stream) => new Promise<unknown>((resolve) => stream.write('', resolve))));
  return process.exit(code);
}

/**
 * Prevents Node from printing warnings of its own and of client libraries, because they require no action by the user.
 * This is done in code, because a command is not always started with the options of Node that do the same.
 */
function silenceWarnings(): void {
  process.removeAllListeners('warning');
  // Without a listener, some versions of Node print a warning themselves.
  process.on('warning', () => {});
}
