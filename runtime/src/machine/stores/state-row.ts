import { OnexError } from '../../errors/index.ts';
import type { Output } from '../../node/messages/index.ts';
import type { ListedEntity, LoadedState } from './state-store.ts';

/** An entity as a database returns it. */
export interface Row {
  readonly state: string;
  readonly data: string;
  readonly version: number;
  readonly last_input: string;
  readonly last_outputs: string;
  readonly earlier_outputs: string | null;
}

/**
 * @param what Names the entity.
 * @throws OnexError INVALID_STATE for a row that is not JSON, because no retry can help.
 */
export function loadedFrom(row: Row, what: string): LoadedState {
  try {
    return {
      state: row.state,
      data: JSON.parse(row.data) as unknown,
      version: row.version,
      lastInput: row.last_input,
      lastOutputs: JSON.parse(row.last_outputs) as readonly Output[],
      earlierOutputs:
        row.earlier_outputs === null ? null : (JSON.parse(row.earlier_outputs) as readonly Output[]),
    };
  } catch (cause) {
    throw new OnexError(
      'INVALID_STATE',
      `The saved state of ${what} is not JSON. Remove or repair its row.`,
      {
        cause,
      },
    );
  }
}

export interface ListedRow {
  readonly entity_id: string;
  readonly state: string;
  readonly data: string;
  readonly version: number;
}

export function listedFrom({ entity_id: entityId, state, data, version }: ListedRow): ListedEntity {
  try {
    return { entityId, state, version, data: JSON.parse(data) as unknown, unreadable: null };
  } catch {
    return { entityId, state, version, data: undefined, unreadable: 'Its data is not JSON.' };
  }
}
