import { UserError } from '../../lib/errors/index.ts';
import type { Session } from './session.ts';

/** @throws UserError outside of a project: only a project has nodes that a command could change. */
export function requireProject({ place }: Session): void {
  if (place.settings !== null) return;
  throw new UserError(
    `${place.root} is no project of generator-onex; go into one, or make one with onex project`,
  );
}
