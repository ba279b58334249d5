import { workerData } from 'node:worker_threads';
import { OnexError } from '../../errors/index.ts';
import { compensatedKey, idempotencyKey } from '../../event-bus/index.ts';
import type { Logger } from '../../logging/index.ts';
import { deepFreeze } from '../../values/index.ts';
import { Container, CONFIG } from '../services/index.ts';
import {
  type HandlerContext,
  type OperationHandler,
  RoutedHandlers,
  type HandlerTable,
  parseInput,
} from '../operations/index.ts';
import type { Output } from '../messages/index.ts';
import { toWorkerError } from './errors.ts';
import type { WorkerAnswer, WorkerLine, WorkerNode, WorkerRequest, WorkerTask } from './task.ts';

interface MadeNode {
  readonly handlers: HandlerTable;
  readonly contract: { readonly name: string };
}

let made: Promise<MadeNode> | undefined;

/** The node's class, loaded again in this thread: its handlers are the same code with their own state. */
async function makeNode(): Promise<MadeNode> {
  const { module, className, config } = (workerData as { readonly node: WorkerNode }).node;
  const exported = ((await import(module)) as Readonly<Record<string, unknown>>)[className];
  if (typeof exported !== 'function') {
    throw new OnexError('INVALID_CONFIGURATION', `${module} does not export the class ${className}.`);
  }
  const NodeClass = exported as new (container: Container) => MadeNode;
  return new NodeClass(new Container().register(CONFIG, { value: config }));
}

/** The pool calls it in a worker thread, for one call of a handler. */
export default async function handle(request: WorkerRequest): Promise<WorkerAnswer> {
  const emitted: Output[] = [];
  const lines: WorkerLine[] = [];
  try {
    const node = await (made ??= makeNode());
    if (request === 'ready') return { emitted, lines };
    const result = await call(node, request, emitted, lines);
    return { result, emitted, lines };
  } catch (error) {
    return { error: toWorkerError(error), emitted, lines };
  }
}

function call(node: MadeNode, task: WorkerTask, emitted: Output[], lines: WorkerLine[]): unknown {
  const { operation, fields, payload, envelope, topic } = task;
  const entry = node.handlers[operation] as OperationHandler | RoutedHandlers;
  const handler = entry instanceof RoutedHandlers ? entry.handlerOf({ payload, envelope, topic }) : entry;
  const input = deepFreeze(parseInput(handler.input, fields, `${node.contract.name} ${operation}`));
  const context: HandlerContext = {
    operation,
    correlationId: envelope.correlation_id,
    envelope,
    idempotencyKey: idempotencyKey(envelope),
    compensates: compensatedKey(envelope),
    // At the time limit, the thread is terminated, which needs no cooperation.
    signal: new AbortController().signal,
    logger: loggerInto(lines),
    transaction: null,
    emit: (output) => void emitted.push(output),
  };
  return handler.handle(input, context);
}

/** The node's logger writes these lines when the response arrives. */
function loggerInto(lines: WorkerLine[], bound: object = {}): Logger {
  const write =
    (level: WorkerLine['level']) =>
    (fields: object | string, message = ''): void =>
      void lines.push(
        typeof fields === 'string'
          ? { level, fields: bound, message: fields }
          : { level, fields: { ...bound, ...fields }, message },
      );
  return {
    trace: () => {},
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('error'),
    child: (more: object) => loggerInto(lines, { ...bound, ...more }),
  } as unknown as Logger;
}
