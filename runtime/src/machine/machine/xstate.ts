import { createRequire } from 'node:module';
import { missingPeer } from '../../errors/index.ts';

type XState = Pick<typeof import('xstate'), 'createMachine' | 'assign' | 'initialTransition' | 'transition'>;

let loaded: XState | undefined;

/**
 * XState, loaded when the first reducer is created. Other kinds of nodes do not load it, and `reduce` stays
 * synchronous.
 * @throws OnexError IMPORT_ERROR if it is not installed.
 */
export function xstate(): XState {
  if (loaded === undefined) {
    try {
      loaded = createRequire(import.meta.url)('xstate') as XState;
    } catch (error) {
      return missingPeer('xstate', 'A library that onex-runtime needs')(error);
    }
  }
  return loaded;
}
