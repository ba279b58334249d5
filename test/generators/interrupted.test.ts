import { expect } from 'chai';
import { installAfter } from '../../generators/node/install.ts';
import { setExitCode } from '../../generators/node/outcome.ts';
import type { Session } from '../../generators/node/session.ts';
import type { Report } from '../../lib/reconcile/index.ts';

const report = (interrupted: boolean): Report => ({
  json: { status: 'done', files: [], warnings: [], next: [], error: null },
  interrupted,
  changed: [],
  kept: [],
  conflicts: [],
  next: [],
});
// Nothing can be started in a folder that is not there.
const session = { given: { install: true }, place: { root: '/nowhere/at/all' } } as unknown as Session;

describe('a signal after all files were written', () => {
  afterEach(() => {
    process.exitCode = undefined;
  });

  it('starts no npm', async () => {
    await installAfter(report(true), session);
    const error = await installAfter(report(false), session).catch((reason: unknown) => reason);
    expect(String(error)).to.contain('npm install');
  });

  it('is the exit code 130', () => {
    setExitCode(report(true));
    expect(process.exitCode).to.equal(130);
  });
});
