import { z, type ZodType } from 'zod';
import {
  type HandlerContext,
  type OperationHandler,
  RoutedHandlers,
  type HandlerTable,
} from '../node/operations/index.ts';
import type { Emissions, Emit } from './emissions.ts';

/** What a handler knows of its message, and what it can do. */
export interface RouteContext<E extends Emissions = Emissions, S = unknown> extends Omit<
  HandlerContext,
  'emit' | 'transaction' | 'compensates'
> {
  readonly topic: string;
  readonly emit: Emit<E>;
  /** What is stored for the correlation id of the message; null: nothing. */
  readonly state: S | null;
  /**
   * Stores state for the correlation id, if the handler succeeds.
   * @throws OnexError VALIDATION_FAILED when it does not match the model.
   */
  setState(state: S): void;
  /** Forgets the state of the correlation id, if the handler succeeds: a later message finds none. */
  clearState(): void;
}

/** The code behind one route. What it does not emit is not published. */
export interface RouteHandler<I = unknown, E extends Emissions = Emissions, S = unknown> {
  readonly input: ZodType<I>;
  /** In generated code: what the owner still has to write. The node warns of it when it starts. */
  readonly placeholder?: string;
  handle(input: I, context: RouteContext<E, S>): Promise<void> | void;
}

// oxlint-disable-next-line typescript/no-explicit-any
type AnyHandler = RouteHandler<any, any, any>;

/** By route. Several handlers of one route are chosen by `byRoute`. */
// oxlint-disable-next-line typescript/no-explicit-any
export type RouteTable = Readonly<Record<string, AnyHandler | RoutedHandlers<any, any>>>;

const NOTHING = z.object({});

/** A route's handler in the form that nodes with handlers work with. */
export interface AdaptedHandler extends OperationHandler {
  readonly route: AnyHandler;
}

function adapt(route: AnyHandler): AdaptedHandler {
  const { input, placeholder } = route;
  return {
    route,
    input,
    output: NOTHING,
    ...(placeholder !== undefined && { placeholder }),
    handle: () => ({}),
  };
}

/** The table of a node's handlers from the table of its routes. */
export function adaptAll(routes: RouteTable): HandlerTable {
  const entries = Object.entries(routes).map(([name, handler]) => {
    if (!(handler instanceof RoutedHandlers)) return [name, adapt(handler)] as const;
    const adapted = handler.routes.map((one) => ({
      ...one,
      handler: adapt(one.handler as unknown as AnyHandler),
    }));
    return [name, new RoutedHandlers(adapted)] as const;
  });
  return Object.fromEntries(entries);
}
