import { readSync, writeSync } from 'node:fs';

/** Printed by a process that has stopped at a step. */
export const HELD = 'held at step';

const [KILL_AT, HOLD_AT] = ['ONEX_TEST_KILL_AT', 'ONEX_TEST_HOLD_AT'] as const;

/** The environment of a process that is to be killed, or held, at a step; steps are counted from 1. */
export function stepEnvironment(at: {
  readonly kill?: number;
  readonly hold?: number;
}): Record<string, string> {
  return { [KILL_AT]: String(at.kill ?? 0), [HOLD_AT]: String(at.hold ?? 0) };
}

/**
 * Called by a script at each step of its protocol: kills the process there, as `kill -9` does, or holds it until its
 * parent lets it go on.
 */
export function createSteps(): () => void {
  const [killAt, holdAt] = [Number(process.env[KILL_AT]), Number(process.env[HOLD_AT])];
  let count = 0;
  return () => {
    count += 1;
    if (count === killAt) process.kill(process.pid, 'SIGKILL');
    if (count !== holdAt) return;
    writeSync(1, `${HELD}\n`);
    readSync(0, Buffer.alloc(1));
  };
}
