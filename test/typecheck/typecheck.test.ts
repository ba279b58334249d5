import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { findCompiler, newErrors, runCompiler } from '../../lib/typecheck/index.ts';
import { folder, removeFolders } from '../support/folders.ts';

/** A project with a compiler that does what `script` says. */
async function project(script: string, at = ''): Promise<string> {
  const root = await folder();
  const compiler = join(root, at, 'node_modules/typescript/bin/tsc');
  mkdirSync(dirname(compiler), { recursive: true });
  writeFileSync(compiler, script);
  writeFileSync(join(root, 'tsconfig.json'), '{}');
  return root;
}

const run = (root: string, timeout = 60_000) => runCompiler(root, findCompiler(root)!, timeout);

describe('the compiler of a project', () => {
  afterEach(removeFolders);

  it('is found among its own packages and those of a workspace around it', async () => {
    const root = await project('');
    const inner = join(root, 'packages/shop');
    mkdirSync(inner, { recursive: true });
    expect(findCompiler(inner), 'no tsconfig.json').to.equal(null);
    writeFileSync(join(inner, 'tsconfig.json'), '{}');
    const path = join(root, 'node_modules/typescript/bin/tsc');
    expect(findCompiler(inner)).to.deep.equal({ path, project: '.' });
    mkdirSync(join(inner, 'nodes'));
    writeFileSync(join(inner, 'nodes/tsconfig.json'), '{}');
    expect(findCompiler(inner)).to.deep.equal({ path, project: 'nodes' });
    expect(findCompiler(await folder())).to.equal(null);
  });

  it('reports errors of files and of none, with their places', async () => {
    const root = await project(`
      if (!process.argv.includes('--noEmit')) process.exit(3);
      console.log("nodes/a(1).ts(7,12): error TS2345: Argument of type 'x(1,2): error' is wrong.");
      console.log("  Types of property 'a' are incompatible.");
      console.log('error TS18003: No inputs were found.');
      process.exitCode = 2;`);
    const result = await run(root);
    expect(result).to.deep.equal({
      ended: true,
      errors: [
        {
          path: 'nodes/a(1).ts',
          line: 7,
          column: 12,
          code: 'TS2345',
          message: "Argument of type 'x(1,2): error' is wrong.",
        },
        { path: null, line: 0, column: 0, code: 'TS18003', message: 'No inputs were found.' },
      ],
    });
  });

  it('is stopped when it takes too long, and a crash is no success', async () => {
    const slow = await run(await project('setInterval(() => {}, 1000)'), 300);
    expect(slow).to.deep.equal({ ended: false, reason: 'it did not finish within 0.3 s' });
    const crashed = await run(await project('process.exit(7)'));
    expect(crashed).to.deep.equal({ ended: false, reason: 'exit code 7' });
    const error = "console.log('a.ts(1,1): error TS1: wrong');";
    const halfway = await run(await project(`${error} process.exitCode = 134;`));
    expect(halfway).to.deep.equal({ ended: false, reason: 'exit code 134' });
    const killed = await run(await project(`${error} process.kill(process.pid, 'SIGKILL');`));
    expect(killed).to.deep.equal({ ended: false, reason: 'it was killed by SIGKILL' });
    expect(await run(await project(''))).to.deep.equal({ ended: true, errors: [] });
  });

  it('is compared by what errors say, not by their lines', () => {
    const error = (line: number, message = 'wrong') => ({
      path: 'a.ts',
      line,
      column: 1,
      code: 'TS1',
      message,
    });
    expect(newErrors([error(9)], [error(3)])).to.deep.equal([]);
    expect(newErrors([error(3), error(9)], [error(3)])).to.deep.equal([error(9)]);
    expect(newErrors([error(3, 'other')], [error(3)])).to.deep.equal([error(3, 'other')]);
  });
});
