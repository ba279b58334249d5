/**
 * The tables of workflows in each database, with their migrations. An owner is part of every key, so two nodes or
 * projects that share a database never see each other's rows, even where ids are equal.
 */
export { SQLITE_WORKFLOWS } from './sqlite.ts';
export { POSTGRES_WORKFLOWS } from './postgres.ts';
