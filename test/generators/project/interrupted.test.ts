import { expect } from 'chai';
import { installAfter } from '../../../generators/node/commit/install.ts';
import { setExitCode } from '../../../generators/node/commit/outcome.ts';
import type { Session } from '../../../generators/node/session/session.ts';
import type { Report } from '../../../lib/reconcile/index.ts';

const report = (interrupted: boolean): Report => ({
  json: { status: 'done', files: [], warnings: [], next: [], error: null },
  interrupted,
  changed: [],
  kept: [],
  conflicts: [],
  next: [],
});
// Nothing can be started in a folder that is not there.
const session = {
  given: { install: true },
  cwd: '/',
  place: { root: '/nowhere/at/all' },
} as unknown as Session;

describe('a signal after all files were written', () => {
  afterEach(() => {
    process.exitCode = undefined;
  });

  it('starts no npm', async () => {
    expect(await installAfter(report(true), session)).to.deep.equal(report(true));
    const { json, uninstalled } = await installAfter(report(false), session);
    expect(json.status).to.equal('error');
    expect(uninstalled).to.contain('npm install cannot be started');
  });

  it('is the exit code 130', () => {
    setExitCode(report(true));
    expect(process.exitCode).to.equal(130);
  });
});
