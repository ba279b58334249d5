import type { Container, Settings } from '../../node/services/index.ts';
import { openPostgresStateStore } from './postgres-state-store.ts';
import { openSqliteStateStore } from './sqlite-state-store.ts';
import { RECENT_INPUTS, STATE_STORE, type StateStore } from './state-store.ts';

export interface OpenedStateStore {
  readonly store: StateStore;
  /** What the node has to close. Null if the store belongs to other code. */
  readonly own: { dispose(): void | Promise<void> } | null;
}

interface StoringNode {
  readonly container: Container;
  readonly contract: { readonly name: string };
  readonly settings: Settings;
  readonly subscriptions: readonly string[];
}

/** The store of a node's state: the container's, otherwise PostgreSQL or SQLite, according to the settings. */
export function openStateStore(node: StoringNode): OpenedStateStore {
  const given = node.container.find(STATE_STORE);
  if (given !== undefined) return { store: given, own: null };
  const { stateUrl, stateDir, concurrency } = node.settings;
  // Maximum number of messages of one entity in progress on each topic.
  const recent = Math.max(RECENT_INPUTS, concurrency) * Math.max(1, node.subscriptions.length);
  const opened =
    stateUrl === null
      ? openSqliteStateStore(stateDir, node.contract.name, recent)
      : openPostgresStateStore(stateUrl, recent);
  return { store: opened, own: opened };
}
