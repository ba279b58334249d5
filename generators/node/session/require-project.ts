import { shellWord } from 'onex-cli-kit';
import { UserError } from '../../../lib/errors/index.ts';
import type { Place } from '../../../lib/project/index.ts';
import type { Session } from './session.ts';

/** Why a project above the present repository is not used, and how to use it; null: there is none. */
export function outerNote({ root, outer }: Pick<Place, 'root' | 'outer'>): string | null {
  if (outer === null) return null;
  return `the project in ${outer} is not used, because ${root} is in another repository; add --destination ${shellWord(outer)} to use it`;
}

/** The error for a folder that is not a project. */
export function noProject(place: Place): UserError {
  const note = outerNote(place);
  const remedy = note ?? 'change to one, or create one with onex project';
  return new UserError('ERR_ONEX_NO_PROJECT', `${place.root} is not a project of generator-onex; ${remedy}`);
}

/** @throws UserError outside of a project: only a project has nodes that a command could change. */
export function requireProject({ place }: Session): void {
  if (place.settings === null) throw noProject(place);
}
