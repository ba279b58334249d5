/**
 * Worker threads for CPU-bound compute nodes. Handlers run beside the event loop, so a long computation delays neither
 * other messages nor the heartbeats of the consumer group, and the time limit ends it. The pool is the package piscina,
 * an optional peer that is loaded and checked when the node starts.
 */
export { openWorkerPool, type WorkerPool } from './pool.ts';
export type { WorkerTask } from './task.ts';
