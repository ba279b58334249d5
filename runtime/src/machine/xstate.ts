import { createRequire } from 'node:module';

type XState = Pick<typeof import('xstate'), 'createMachine' | 'assign' | 'initialTransition' | 'transition'>;

let loaded: XState | undefined;

/** XState, loaded when the first reducer is made: the other kinds do not pay for it, and `reduce` stays synchronous. */
export function xstate(): XState {
  return (loaded ??= createRequire(import.meta.url)('xstate') as XState);
}
