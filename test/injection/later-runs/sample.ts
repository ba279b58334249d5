import { older as aged } from '../support/older.ts';

/** A file that gets the event bus, and is then changed. */
export const PATH = 'store.ts';
export const TEXT = `import { join } from 'node:path';

export class Store {
  at = join('a', 'b');

  async initialize(): Promise<void> {
    this.at = '';
  }
}
`;

/** An injection into the sample as an earlier version made it. */
export const older = (changes: readonly (readonly [now: string, then: string])[]) =>
  aged(PATH, TEXT, changes);
