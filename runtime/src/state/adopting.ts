import { formerOwnerKey } from './owner.ts';

/**
 * Transfers to an owner the rows that runtime 0.1 stored under the node's name alone, when the owner first uses the
 * store.
 * @param adopt Renames the owner of rows. It may run in several instances at once.
 */
export function createAdoption(
  adopt: (owner: string, former: string) => Promise<unknown>,
): (owner: string) => Promise<void> {
  const adopted = new Map<string, Promise<unknown>>();
  return async (owner) => {
    const former = formerOwnerKey(owner);
    if (former === null) return;
    const mine = adopted.get(owner) ?? adopt(owner, former);
    adopted.set(owner, mine);
    try {
      await mine;
    } catch (error) {
      adopted.delete(owner);
      throw error;
    }
  };
}
