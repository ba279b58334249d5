import { bad, good, type Finding } from '../check.ts';
import type { Place } from '../settings/index.ts';

/** How long one step of a check may take, in ms. */
export const STEP_MS = 3000;

/** The finding of a server. A problem of null means that it answers as it should. */
export function reachability(place: Place<unknown>, where: string, problem: string | null): Finding {
  const { variable, file, origin } = place;
  if (problem === null) return good(variable, `${where} can be reached`);
  const setIn = file === null ? '' : ` (set in ${origin})`;
  return bad(
    'service-unavailable',
    variable,
    `${where} ${problem}${setIn}`,
    `start it, or correct ${origin}`,
  );
}

/** A connection error in a few words: its code, if it has one. */
export function reasonOf(error: unknown): string {
  const { code, message, errors } = error as NodeJS.ErrnoException & { errors?: readonly unknown[] };
  if (code !== undefined) return code;
  return errors?.[0] === undefined ? message : reasonOf(errors[0]);
}
