import { NodeFault } from '../errors/index.ts';

/** The tables of one store in one database, as a list of migrations. */
export interface Schema {
  /** Names the store in the table `onex_schema`. */
  readonly store: string;
  /** The tables that exist when the newest version is applied. */
  readonly tables: readonly string[];
  /** SQL by version: the first entry creates version 1 in an empty database, and each further one the next version. */
  readonly versions: readonly string[];
}

/** What a database reports about a store. */
export interface FoundSchema {
  /** 0 if nothing is recorded. */
  readonly version: number;
  /** Existing tables, including those of the store. */
  readonly tables: readonly string[];
}

/**
 * The migrations that a database lacks, oldest first. A database whose tables were all removed starts from the first.
 * @throws NodeFault if a newer runtime changed the tables, or some of them are missing.
 */
export function missingVersions(schema: Schema, found: FoundSchema, what: string): readonly string[] {
  const { store, tables, versions } = schema;
  if (found.version > versions.length) {
    throw new NodeFault(
      'CONFIGURATION_ERROR',
      `${what} has version ${found.version} of the tables for ${store}, and this runtime knows ` +
        `version ${versions.length}. Upgrade onex-runtime in this node.`,
    );
  }
  const missing = tables.filter((table) => !found.tables.includes(table));
  if (found.version === 0 || missing.length === tables.length) return versions;
  if (missing.length > 0) {
    throw new NodeFault(
      'CONFIGURATION_ERROR',
      `${what} lacks the tables ${missing.join(', ')}. Restore them, or remove all of ${tables.join(', ')}.`,
    );
  }
  return versions.slice(found.version);
}
