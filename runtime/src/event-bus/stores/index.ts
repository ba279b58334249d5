/**
 * Opens the stores that a node needs on the bus: the answers of handled messages and the counts of deliveries. A
 * durable transport has durable stores, in PostgreSQL if a URL is configured, otherwise in SQLite. Stores are opened
 * before the first message, and are closed even if another step fails. To add a database, add a folder to each store,
 * and choose it here.
 */
export { openNodeStores } from './node-stores.ts';
