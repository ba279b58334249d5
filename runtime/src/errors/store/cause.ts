/**
 * The subject of an error.
 * - `transient`: the store cannot do it now, but may do it later.
 * - `data`: the store refuses the values of this message.
 * - `statement`: the statement does not fit the database: syntax, a missing table or column, or a missing right.
 * - `database`: the database cannot be used at all: no file, no login, corrupt, or read-only.
 */
export type Cause = 'transient' | 'data' | 'statement' | 'database';
