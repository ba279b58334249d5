/**
 * The lock of a project: one run writes at a time.
 *
 * Guarantees
 * 1. No process reads an incomplete lock.
 * 2. The lock of a process that has ended is taken over, and the lock of a living process never is.
 * 3. Nothing is assumed about a process on another host.
 */
export { acquireLock, holdsDeadLock, liveHolder } from './lock.ts';
