import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startHost } from '../host.ts';

/** A script that starts a node, recognized by its name. */
const SCRIPT = /^start_\w+\.[cm]?[jt]s$/u;

/**
 * Reports an error of the modules that a start script loads in one line, and ends the process with exit code 1, like
 * errors of the start itself. Does nothing in a process that is not a start script.
 * @returns a function that ends this; from then on, `start` reports errors
 */
export function reportLoadErrors(): () => void {
  const program = path.basename(process.argv[1] ?? '');
  if (startHost() !== undefined || !SCRIPT.test(program)) return () => {};
  const report = (error: unknown): void => {
    if (process.env['ONEX_LOG_LEVEL'] === 'debug') {
      console.error(error);
      process.exit(1);
    }
    void print(program, error);
  };
  process.on('uncaughtException', report);
  return () => process.off('uncaughtException', report);
}

async function print(program: string, error: unknown): Promise<void> {
  try {
    // Loaded only after an error, because a start script loads as little as possible before its node.
    const [{ describeLoadError }, { projectRoot }, { withoutSecretTexts }, { terminalLine }] =
      await Promise.all([
        import('./describe.ts'),
        import('../project-root.ts'),
        import('../../logging/secret-texts.ts'),
        import('onex-cli-kit'),
      ]);
    const root = projectRoot(pathToFileURL(process.argv[1]!).href);
    const line = terminalLine(withoutSecretTexts(describeLoadError(error, root)));
    process.stderr.write(`${program}: ${line}; ONEX_LOG_LEVEL=debug shows the stack\n`);
  } catch {
    // Even the modules that describe an error are missing in the installation.
    const [said = ''] = String(error).split('\n');
    process.stderr.write(
      `${program}: ${JSON.stringify(said)}; delete node_modules and install the packages again\n`,
    );
  }
  process.exit(1);
}
