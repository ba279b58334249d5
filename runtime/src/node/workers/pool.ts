import type { Piscina } from 'piscina';
import { missingPeer } from '../../errors/missing-peer.ts';
import type { HandlerContext } from '../operations/index.ts';
import { fromWorkerError } from './errors.ts';
import type { WorkerAnswer, WorkerNode, WorkerRequest, WorkerTask } from './task.ts';

/** Worker threads that call the handlers of one node. */
export interface WorkerPool {
  /**
   * The handler's result. An aborted signal ends the thread, whatever the handler does.
   * @throws the error of the handler, with its message and code.
   */
  call(task: WorkerTask, context: HandlerContext): Promise<unknown>;
  close(): Promise<void>;
}

export interface WorkerPoolOptions {
  readonly node: WorkerNode;
  /** Maximum number of threads. Each uses about as much memory as a small process. */
  readonly threads: number;
}

/**
 * Starts a pool, and one thread in it, which checks whether the node can be created there.
 * @throws OnexError IMPORT_ERROR if piscina is not installed; the error of creating the node in a thread.
 */
export async function openWorkerPool({ node, threads }: WorkerPoolOptions): Promise<WorkerPool> {
  const { Piscina: Pool } = await import('piscina').catch(
    missingPeer('piscina', 'The pool of worker threads'),
  );
  const pool: Piscina = new Pool({
    filename: import.meta.resolve('onex-runtime/worker'),
    minThreads: 1,
    maxThreads: threads,
    workerData: { node },
  });
  const run = async (request: WorkerRequest, signal: AbortSignal | null): Promise<WorkerAnswer> => {
    const answer = (await pool.run(request, { signal })) as WorkerAnswer;
    if (answer.error !== undefined && request === 'ready') throw fromWorkerError(answer.error);
    return answer;
  };
  try {
    await run('ready', null);
  } catch (error) {
    await pool.destroy();
    throw error;
  }
  return {
    async call(task, { signal, logger, emit }) {
      const { result, error, emitted, lines } = await run(task, signal);
      for (const { level, fields, message } of lines) logger[level](fields, message);
      if (error !== undefined) throw fromWorkerError(error);
      for (const output of emitted) emit(output);
      return result;
    },
    close: () => pool.destroy(),
  };
}
