import { expect } from 'chai';
import { runNode } from '../../scripts/matrix/run.ts';
import { run } from '../support/process.ts';

const NAMES = ['FORCE_COLOR', 'CLICOLOR_FORCE'];
const ASK = ['-p', `${JSON.stringify(NAMES)}.filter((name) => name in process.env).length`];

describe('the output of programs that scripts and tests read', () => {
  const before = NAMES.map((name) => [name, process.env[name]] as const);
  beforeEach(() => {
    for (const name of NAMES) process.env[name] = '1';
  });
  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it('has no colors, also where the environment asks for them', async () => {
    expect((await runNode(ASK, import.meta.dirname)).output).to.equal('0\n');
    expect((await run(process.execPath, ASK, { cwd: import.meta.dirname })).stdout).to.equal('0\n');
  });
});
