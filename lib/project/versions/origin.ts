import type { Origin } from 'onex-runtime/contract';
import type { Manifest } from '../../reconcile/index.ts';

/** Whose contract a node that is there was made from. */
export function recordedOrigin(recorded: Manifest | null): Origin {
  return recorded?.answers['contractOrigin'] === 'foreign' ? 'foreign' : 'project';
}
