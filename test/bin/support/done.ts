import { expect } from 'chai';
import { onex, type Outcome } from '../../support/process.ts';

/** Runs `onex` and expects it to end with 0. */
export async function done(cwd: string, args: readonly string[], input?: string): Promise<Outcome> {
  const outcome = await onex(args, { cwd, ...(input === undefined ? {} : { input }) });
  expect(outcome.stderr).to.equal('');
  expect(outcome.code).to.equal(0);
  return outcome;
}
