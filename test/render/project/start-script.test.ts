import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { folder, removeFolders } from '../../support/folders.ts';
import { sampleProject, writeProject } from '../support.ts';

/** Prints its arguments, and ends at SIGTERM in its own way. */
const MAIN = `process.on('SIGTERM', () => console.log('ended') ?? process.exit());
setTimeout(() => process.exit(99), 20_000);
console.log(JSON.stringify([process.argv[1] === import.meta.filename, ...process.argv.slice(2)]));
`;

describe('the scripts start and dev of a project', function () {
  this.timeout(30_000);
  let root: string;
  let scripts: Record<string, string>;
  before(async function () {
    // `cmd` cannot replace itself with a program.
    if (process.platform === 'win32') this.skip();
    root = await folder();
    await writeProject(root, [sampleProject()]);
    ({ scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    });
    const runtime = join(root, 'node_modules/onex-runtime');
    // A link to the runtime of this repository.
    await rm(runtime);
    await mkdir(join(runtime, 'dist/cli'), { recursive: true });
    const manifest = { name: 'onex-runtime', type: 'module', bin: { 'onex-runtime': './dist/cli/main.js' } };
    await writeFile(join(runtime, 'package.json'), JSON.stringify(manifest));
    await writeFile(join(runtime, 'dist/cli/main.js'), MAIN);
  });
  after(removeFolders);

  for (const name of ['start', 'dev']) {
    it(`${name} runs the runtime, which ends when npm ends the shell of the script`, async () => {
      const child = spawn('sh', ['-c', `${scripts[name]} --log-level debug`], {
        cwd: root,
        env: { ...process.env, npm_lifecycle_event: name },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      expect(JSON.parse((await lines.next()).value as string)).to.deep.equal([
        true,
        name,
        '--log-level',
        'debug',
      ]);
      child.kill('SIGTERM');
      expect((await lines.next()).value).to.equal('ended');
      expect((await lines.next()).done).to.equal(true);
    });
  }
});
