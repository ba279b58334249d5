/**
 * Runs a suite on real services: `services` or `faults`.
 *
 *   --transport PATH   uses the transport of a module in place of the shipped one (`createTransport`, see
 *                      test/services/support/transport/shim.ts)
 *   --short            faults: only those that take seconds, with fewer messages
 *
 * Everything else is given to mocha.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDERS: Readonly<Record<string, string>> = {
  services: 'test/services',
  faults: 'test/services/faults',
};
/** Commands of the delivery tests in a short run. */
const SHORT_COMMANDS = '5000';

const [suite = '', ...rest] = process.argv.slice(2);
const folder = FOLDERS[suite];
if (folder === undefined) fail(`Which suite? ${Object.keys(FOLDERS).join(' or ')}.`);
const { values, tokens } = parseArgs({
  args: rest,
  strict: false,
  tokens: true,
  options: { transport: { type: 'string' }, short: { type: 'boolean' } },
});
const own = new Set(
  tokens.flatMap((token) => {
    if (token.kind !== 'option' || !['transport', 'short'].includes(token.name)) return [];
    return token.value !== undefined && token.inlineValue === false
      ? [token.index, token.index + 1]
      : [token.index];
  }),
);
const forMocha = rest.filter((_, index) => !own.has(index));
const long = path.join(folder, 'long');
if (suite === 'faults' && values.short !== true && existsSync(path.join(ROOT, long))) {
  forMocha.push(`${long}/*.test.ts`);
}

const environment: NodeJS.ProcessEnv = { ...process.env };
if (values.short === true) environment['ONEX_FAULTS_COMMANDS'] ??= SHORT_COMMANDS;
if (values.transport !== undefined) {
  const file = path.resolve(String(values.transport));
  if (!existsSync(file)) fail(`--transport: ${file} does not exist.`);
  const hook = new URL('test/services/support/transport/hook.mjs', pathToFileURL(`${ROOT}/`)).href;
  environment['ONEX_TEST_TRANSPORT'] = pathToFileURL(file).href;
  environment['NODE_OPTIONS'] = `${process.env['NODE_OPTIONS'] ?? ''} --import=${hook}`.trim();
}
const mocha = path.join(ROOT, 'node_modules/mocha/bin/mocha.js');
const { status } = spawnSync(
  process.execPath,
  [mocha, '--config', path.join(folder, '.mocharc.json'), ...forMocha],
  { cwd: ROOT, env: environment, stdio: 'inherit' },
);
process.exitCode = status ?? 1;

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
