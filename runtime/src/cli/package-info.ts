import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Version of this copy of onex-runtime, found by its own name: the depth of this file differs when it is built. */
export function packageVersion(): string {
  const json = readFileSync(fileURLToPath(import.meta.resolve('onex-runtime/package.json')), 'utf8');
  return (JSON.parse(json) as { version: string }).version;
}
