import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { compilerOutput } from '../../scripts/compiler-output.ts';

const ERROR = "n0001/a.ts(1,1): error TS2304: Cannot find name 'x'.";

describe('the output of a compiler', () => {
  const outputOf = (code: string) =>
    compilerOutput(spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' }));
  const print = `process.stdout.write(${JSON.stringify(`${ERROR}\n`)});`;

  it('is taken where it came to its end: with errors, or without', () => {
    expect(outputOf(`${print} process.exitCode = 2`)).to.deep.equal([ERROR, '']);
    expect(outputOf('')).to.deep.equal(['']);
  });

  it('is refused where it was killed, crashed, or failed without an error', () => {
    expect(() => outputOf(`${print} process.kill(process.pid, 'SIGKILL')`)).to.throw(/killed by SIGKILL/u);
    expect(() => outputOf('process.abort()')).to.throw(/killed by SIGABRT/u);
    expect(() => outputOf("console.error('out of memory'); process.exitCode = 134")).to.throw(
      /134: out of memory/u,
    );
    expect(() => outputOf('process.exitCode = 1')).to.throw(/exit code 1/u);
    expect(() => compilerOutput(spawnSync('/nonexistent/tsc', { encoding: 'utf8' }))).to.throw(/ENOENT/u);
  });
});
