import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { BIN, built } from '../support/built.ts';
import { folder, removeFolders } from '../support/folders.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
/** A command that ends in its own way: with the number of the signal, after some work. */
const GENTLE = `
const { constants } = require('node:os');
setTimeout(() => process.exit(99), 20_000);
for (const signal of ${JSON.stringify(SIGNALS)})
  process.on(signal, () => setTimeout(() => process.exit(constants.signals[signal]), 50));
console.log(process.pid);
`;
const PLAIN = 'setTimeout(() => {}, 20_000); console.log(process.pid);';

describe('a command of the runtime, when onex alone receives a signal', function () {
  this.timeout(30_000);
  let root: string;
  let child: ChildProcess | undefined;
  before(async () => {
    await built();
    root = await folder();
    const runtime = join(root, 'node_modules/onex-runtime');
    await mkdir(join(runtime, 'dist/cli'), { recursive: true });
    await writeFile(join(root, '.yo-rc.json'), '{"generator-onex": {"name": "shop"}}\n');
    await writeFile(join(root, 'package.json'), '{"name": "shop", "private": true}\n');
    await writeFile(join(runtime, 'package.json'), '{"name": "onex-runtime", "version": "1.0.0"}\n');
  });
  afterEach(() => child?.kill('SIGKILL'));
  after(removeFolders);

  /** The exit code of onex after a signal; fails where the command still runs. */
  async function signalled(source: string, signal: NodeJS.Signals): Promise<number | null> {
    await writeFile(join(root, 'node_modules/onex-runtime/dist/cli/main.js'), source);
    const onex = spawn(process.execPath, [BIN, 'dev'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    child = onex;
    const [pid] = (await once(onex.stdout, 'data')) as [Buffer];
    onex.kill(signal);
    const [code] = (await once(onex, 'exit')) as [number | null];
    expect(() => process.kill(Number(pid), 0)).to.throw('ESRCH');
    return code;
  }

  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
    ['SIGQUIT', 3],
  ] as const) {
    it(`receives ${signal}, and onex waits for its end and takes its exit code`, async () => {
      expect(await signalled(GENTLE, signal)).to.equal(number);
    });
  }

  it('is ended by a signal that it does not handle, and onex ends with 128 and its number', async () => {
    expect(await signalled(PLAIN, 'SIGQUIT')).to.equal(131);
  });
});
