import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRootOf, UsageError } from '../settings/index.ts';

/**
 * The folder of the project that holds a start script.
 * @param entry `import.meta.url` of the script
 * @throws UsageError naming a `.yo-rc.json` that is not JSON, because the state of another project would be used
 * without it
 */
export function projectRoot(entry: string): string {
  const folder = entry.startsWith('file:') ? path.dirname(fileURLToPath(entry)) : process.cwd();
  try {
    return projectRootOf(folder);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
