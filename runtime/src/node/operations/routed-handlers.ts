import { ContentError, OnexError } from '../../errors/index.ts';
import type { OperationHandler } from './handler.ts';
import type { Message } from '../messages/index.ts';
import { bestRoute, type RouteCriteria } from './route-match.ts';

/** One of several handlers of an operation, and the messages that it takes. */
export interface HandlerRoute<I, O> extends Pick<RouteCriteria, 'topic' | 'payloadType' | 'eventType'> {
  readonly handler: OperationHandler<I, O>;
}

/** Several handlers of one operation. The message determines which one runs. */
export class RoutedHandlers<I = unknown, O = unknown> {
  readonly routes: readonly HandlerRoute<I, O>[];

  constructor(routes: readonly HandlerRoute<I, O>[]) {
    this.routes = routes;
  }

  /** The handler of the route that the message fits best; otherwise the one whose route has no conditions, if any. */
  find(message: Message): OperationHandler<I, O> | undefined {
    const free = ({ topic, payloadType, eventType }: HandlerRoute<I, O>): boolean =>
      (topic ?? payloadType ?? eventType ?? null) === null;
    return (bestRoute(this.routes, message) ?? this.routes.find(free))?.handler;
  }

  /** @throws ContentError if no route takes the message. */
  handlerOf(message: Message): OperationHandler<I, O> {
    const handler = this.find(message);
    if (handler !== undefined) return handler;
    throw new ContentError(
      `No handler takes the message on ${message.topic}: neither the topic nor the types match.`,
    );
  }
}

/**
 * Handlers of different models in one record. Because a method's parameters are compared bivariantly, `any` allows
 * `OperationHandler<PaymentCreateInput, …>` in it.
 */
// oxlint-disable-next-line typescript/no-explicit-any
export type HandlerTable = Readonly<Record<string, OperationHandler<any, any> | RoutedHandlers<any, any>>>;

/** Several handlers for one operation, as a handler table has them: `byRoute([{ topic: '…', handler: … }, …])`. */
export function byRoute<I, O>(routes: readonly HandlerRoute<I, O>[]): RoutedHandlers<I, O>;
/** The same for the handlers of an orchestrator's routes. */
export function byRoute<H extends { readonly input: object }>(
  routes: readonly (Omit<HandlerRoute<unknown, unknown>, 'handler'> & { readonly handler: H })[],
): RoutedHandlers;
export function byRoute(routes: readonly unknown[]): RoutedHandlers {
  return new RoutedHandlers(routes as readonly HandlerRoute<unknown, unknown>[]);
}

/**
 * The handlers of the backend that the configuration names. Those of other backends are never created. `T` is the
 * interface that all backends share.
 * @throws OnexError INVALID_CONFIGURATION if there is no such backend.
 */
export function byBackend<T extends HandlerTable>(
  backend: string,
  backends: Readonly<Record<string, () => T>>,
): T {
  const make = Object.hasOwn(backends, backend) ? backends[backend] : undefined;
  if (make !== undefined) return make();
  throw new OnexError(
    'INVALID_CONFIGURATION',
    `There is no backend ${JSON.stringify(backend)}; there is ${Object.keys(backends).join(', ')}.`,
  );
}
