import { quote } from 'onex-cli-kit';
import type { Contract, NodeKind } from '../../model.ts';
import { at, firstPlace, warn, type Place, isNoLimit, number, text, timeLimit } from '../values/index.ts';

/**
 * Of one attempt of each operation: `performance.single_operation_max_ms`, else `descriptor.timeout_ms`,
 * else `runtime_dispatch.default_timeout_ms`.
 */
export function readTimeout(root: Place): Pick<Contract, 'timeoutMs' | 'unlimited'> {
  const place = firstPlace(
    [at(root, 'performance'), 'single_operation_max_ms'],
    [at(root, 'descriptor'), 'timeout_ms'],
    [at(root, 'runtime_dispatch'), 'default_timeout_ms'],
  );
  if (place === null) return { timeoutMs: null };
  return { timeoutMs: timeLimit(place), ...(isNoLimit(place) && { unlimited: true }) };
}

const SERIAL = new Set(['serialized', 'serial', 'sequential', 'exclusive', 'singleton']);
const CONCURRENT = new Set(['concurrent', 'parallel', 'unbounded', 'parallel_ok']);

/** `descriptor.concurrency_policy`: whether the node handles one message after the other. */
export function readSerialized(root: Place): boolean {
  const place = at(at(root, 'descriptor'), 'concurrency_policy');
  const policy = text(place)?.toLowerCase() ?? 'concurrent';
  if (SERIAL.has(policy)) return true;
  if (!CONCURRENT.has(policy)) {
    warn(place, `concurrency policy ${quote(policy)} is unknown; messages are handled concurrently`);
  }
  return false;
}

/** More threads than any machine has cores are a mistake. */
const MOST_THREADS = 1024;

/** `annotations.worker_threads` of a compute contract: threads in which its handlers are called; 0: none. */
export function readWorkerThreads(root: Place, kind: NodeKind): Pick<Contract, 'workerThreads'> {
  const place = at(at(root, 'annotations'), 'worker_threads');
  const threads = number(place, { min: 0, max: MOST_THREADS, integer: true });
  if (threads === null || threads === 0) return {};
  if (kind === 'compute') return { workerThreads: threads };
  warn(place, 'has no effect: only compute nodes call their handlers in worker threads', 'key');
  return {};
}
