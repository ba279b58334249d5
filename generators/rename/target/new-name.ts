import { quote } from 'onex-cli-kit';
import { UserError } from '../../../lib/errors/index.ts';

/** @throws UserError for a name that is unchanged or already in use. */
export function refuseTaken(to: string, from: string, taken: readonly string[], where: string): void {
  if (to === from) throw new UserError('ERR_ONEX_ALREADY_EXISTS', `${quote(from)} already has this name`);
  const other = taken.find((name) => name.toLowerCase() === to.toLowerCase() && name !== from);
  if (other !== undefined)
    throw new UserError('ERR_ONEX_ALREADY_EXISTS', `${where} has ${quote(other)} already; take another name`);
}
