/**
 * What an error is about.
 * - `transient`: the store does not do it now and may do it later.
 * - `data`: the store refuses the values of this message.
 * - `statement`: the statement does not fit the database: syntax, a missing table or column, a missing right.
 * - `database`: the database cannot be used at all: no file, no login, corrupt, only readable.
 */
export type Cause = 'transient' | 'data' | 'statement' | 'database';
