import type { ZodType } from 'zod';
import type { StateMachine } from '../../contract/model.ts';
import { describeFaults } from '../../node/operations/index.ts';
import type { StoredState } from '../stores/index.ts';
import type { Migrate, ReducerState } from '../machine/index.ts';
import { withoutVersion } from './data-version.ts';

export interface ReaderOptions<Data> {
  readonly machine: StateMachine;
  readonly data: ZodType<Data>;
  readonly migrate: Migrate<Data> | undefined;
}

export type EntityReading<Data> =
  | { readonly entity: ReducerState<Data>; readonly isMigrated: boolean }
  /** Why the entity cannot be read. */
  | { readonly entity: null; readonly fault: string };

export type EntityReader<Data> = (stored: Pick<StoredState, 'state' | 'data'>) => EntityReading<Data>;

/** Reads stored entities: unchanged if possible, otherwise as `migrate` converts them. Never throws. */
export function createEntityReader<Data>(options: ReaderOptions<Data>): EntityReader<Data> {
  const { machine, data: model, migrate } = options;
  const states = new Set(machine.states.map(({ name }) => name));

  const read = (state: string, data: unknown): EntityReading<Data> => {
    if (!states.has(state)) return { entity: null, fault: `state ${JSON.stringify(state)} does not exist` };
    const parsed = model.safeParse(data);
    return parsed.success
      ? { entity: { state, data: parsed.data }, isMigrated: false }
      : { entity: null, fault: `its data does not match the model (${describeFaults(parsed.error)})` };
  };

  return ({ state, data: stored }) => {
    const { data, version } = withoutVersion(stored);
    const found = read(state, data);
    if (found.entity !== null || migrate === undefined) return found;
    try {
      const migrated = migrate(state, (data ?? {}) as Readonly<Record<string, unknown>>, version);
      if (migrated === null) return { entity: null, fault: `${found.fault}, and migrate returns null` };
      const again = read(migrated.state, migrated.data);
      return again.entity === null
        ? { entity: null, fault: `after migrate, ${again.fault}` }
        : { ...again, isMigrated: true };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { entity: null, fault: `${found.fault}, and migrate fails: ${why}` };
    }
  };
}
