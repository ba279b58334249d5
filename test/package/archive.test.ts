/**
 * The generator in a package whose folders cannot be listed, as in an archive that a package manager does not unpack. Any
 * listing of the package's own folder fails here, by every function of node:fs.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { built, ROOT } from '../support/built.ts';
import { folder, removeFolders } from '../support/folders.ts';
import { onex, run, type Outcome } from '../support/process.ts';

const REFUSE = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const own = ${JSON.stringify(ROOT)};
const refuse = (holder, name) => {
  const list = holder[name];
  holder[name] = (path, ...rest) => {
    const place = [path, rest[0]?.cwd].find((one) => String(one).startsWith(own));
    if (place !== undefined) throw new Error('listed its own package: ' + name + ' ' + place);
    return list.call(holder, path, ...rest);
  };
};
for (const name of ['readdir', 'readdirSync', 'opendir', 'opendirSync', 'glob', 'globSync']) refuse(fs, name);
for (const name of ['readdir', 'opendir', 'glob']) refuse(fs.promises, name);
syncBuiltinESMExports();
`;

describe('the generator in a package that cannot be listed', function () {
  this.timeout(120_000);
  let cwd: string;
  let options: string;
  before(async () => {
    await built();
    cwd = await folder();
    const preload = join(await folder(), 'refuse.mjs');
    await writeFile(preload, REFUSE);
    options = `--import=${pathToFileURL(preload).href}`;
  });
  after(removeFolders);

  const call = (args: readonly string[]): Promise<Outcome> =>
    onex(args, { cwd, env: { NODE_OPTIONS: options } });

  it('fails at a listing, also in CommonJS', async () => {
    const list = `require('node:fs').readdirSync(${JSON.stringify(join(ROOT, 'dist'))})`;
    const { code, stderr } = await run(process.execPath, ['-e', list], {
      cwd,
      env: { NODE_OPTIONS: options },
    });
    expect(code).to.equal(1);
    expect(stderr).to.include('listed its own package');
  });

  for (const args of [
    ['effect', 'payment', '--domain', 'billing', '--yes'],
    ['compute', 'tax', '--event-bus', '--yes'],
    ['reducer', 'account', '--yes'],
    ['orchestrator', 'checkout', '--steps', 'payment', '--yes'],
    ['effect', 'payment', '--node-version', '1.1.0', '--yes'],
    ['upgrade', '--yes'],
    ['add', 'payment', 'operation', 'refund', '--yes'],
    ['status'],
    ['contract', 'show', 'nodes/node_billing_payment_effect/v1_0_0/contract.yaml'],
    ['export', 'asyncapi'],
    ['rename', 'tax', 'levy', '--yes'],
    ['remove', 'levy', '--yes'],
    ['--help'],
  ])
    it(`runs onex ${args.join(' ')}`, async () => {
      const { code, stdout, stderr } = await call(args);
      expect(code, stdout + stderr).to.equal(0);
      expect(stderr).to.not.include('listed its own package');
    });
});
