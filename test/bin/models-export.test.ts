import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../support/built.ts';
import { folder, removeFolders } from '../support/folders.ts';
import { onex } from '../support/process.ts';

/** Stands in for Python: prints its arguments as the document, or fails. */
const PYTHON = `#!/usr/bin/env node
const [script, ...args] = process.argv.slice(2);
const { readFileSync } = require('node:fs');
if (args.includes('shop.broken')) process.exit(1);
const reads = readFileSync(script, 'utf8').includes('models_json_schema');
console.log(JSON.stringify({ $defs: {}, args, reads }));
`;

describe('onex models export', function () {
  this.timeout(60_000);
  let cwd = '';
  before(built);
  beforeEach(async () => {
    cwd = await folder();
    await writeFile(join(cwd, 'python'), PYTHON);
    await chmod(join(cwd, 'python'), 0o755);
  });
  afterEach(removeFolders);
  const run = (...args: readonly string[]) => onex(['models', ...args], { cwd });

  it('runs the script that it ships with the user’s Python, and imports from the current folder', async () => {
    const { code, stdout } = await run(
      'export',
      '--python',
      '--interpreter',
      './python',
      'shop',
      'shop.models',
    );
    expect(code).to.equal(0);
    const { args, reads } = JSON.parse(stdout) as { args: string[]; reads: boolean };
    expect(args[0]).to.equal('--root');
    expect(args.slice(2)).to.deep.equal(['shop', 'shop.models']);
    expect(reads).to.equal(true);
  });

  it('prints the stack trace of an error with --debug only', async () => {
    const wrong = ['export', '--python', '--interpreter', './python', 'shop.broken'];
    expect((await run(...wrong, '--debug')).stderr).to.match(/exported no models.*\n +at /);
    expect((await run(...wrong)).stderr.trim().split('\n')).to.have.length(1);
  });

  it('writes a file', async () => {
    const { code, stdout } = await run(
      'export',
      '--python',
      '--interpreter',
      './python',
      'shop',
      '--output',
      'm.json',
    );
    expect([code, stdout]).to.deep.equal([0, '']);
    expect(JSON.parse(await readFile(join(cwd, 'm.json'), 'utf8'))).to.have.property('$defs');
  });

  it('says in one line what is wrong, and passes nothing on that is no module', async () => {
    const python = ['export', '--python', '--interpreter', './python'];
    for (const [args, line] of [
      [[], 'needs an action'],
      [['exprt'], 'export'],
      [['export', 'shop'], '--python'],
      [['export', '--python'], 'at least one MODULE'],
      [[...python, '../shop'], 'is not a Python module'],
      [[...python, 'shop; rm'], 'is not a Python module'],
      [[...python, 'shop.broken'], 'exported no models (exit code 1)'],
      [['export', '--python', '--interpreter', './nowhere', 'shop'], 'cannot be run'],
    ] as const) {
      const { code, stderr } = await run(...args);
      expect(code, line).to.equal(1);
      expect(stderr.trim().split('\n'), stderr).to.have.length(1);
      expect(stderr).to.contain(line);
    }
  });
});
