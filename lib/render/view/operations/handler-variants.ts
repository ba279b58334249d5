import type { Contract, Route } from 'onex-runtime/contract';
import { classHead, type SourceText } from '../../text/index.ts';
import { backendsOf } from './backends.ts';
import { uniqueForms } from '../source/index.ts';

/** One handler of an operation: its class, its file, and its purpose if there are several. */
export interface HandlerVariant {
  readonly backend: string | null;
  readonly topic: string | null;
  readonly payloadType: string | null;
  readonly eventType: string | null;
  /** Whether the contract makes it the handler for messages that match no route. */
  readonly byDefault: boolean;
  readonly handlerClass: string;
  readonly handlerFile: string;
  /** `export class … implements … {` on as many lines as it needs. */
  readonly classHead: SourceText;
}

type Draft = Omit<HandlerVariant, 'handlerClass' | 'handlerFile' | 'classHead'> & { readonly name: string };

/**
 * Returns the handlers of each operation, in the order of the operations: one for each backend if the contract routes
 * by backend, one for each route if it gives one operation to several classes, otherwise one.
 *
 * @param models Names of the input and output model of each operation.
 */
export function handlerVariants(
  contract: Contract,
  models: readonly { readonly inputModel: string; readonly outputModel: string }[],
): HandlerVariant[][] {
  const drafts = contract.operations.map(({ name }) => draftsOf(contract, name));
  const forms = uniqueForms(
    drafts.flat().map(({ name }) => name),
    'operation',
  ).values();
  return drafts.map((ofOperation, index) =>
    ofOperation.map(({ backend, topic, payloadType, eventType, byDefault }) => {
      const { pascal = '', snake = '' } = forms.next().value ?? {};
      const { inputModel = '', outputModel = '' } = models[index] ?? {};
      const handlerClass = `Handler${pascal}`;
      return {
        backend,
        topic,
        payloadType,
        eventType,
        byDefault,
        handlerClass,
        handlerFile: `handler_${snake}`,
        classHead: classHead(handlerClass, 'implements OperationHandler', [inputModel, outputModel]),
      };
    }),
  );
}

function draftsOf(contract: Contract, operation: string): Draft[] {
  const none = { backend: null, topic: null, payloadType: null, eventType: null, byDefault: false };
  const backends = backendsOf(contract);
  if (backends.length > 0) {
    return backends.map((backend) => Object.assign({}, none, { backend, name: `${operation}_${backend}` }));
  }
  const routes = contract.routing.routes.filter(({ operations }) => operations.includes(operation));
  const classes = new Set(routes.map(({ handler }) => handler));
  const areDistinguished = routes.every(
    ({ topic, payloadType, eventType }) => topic ?? payloadType ?? eventType,
  );
  if (classes.size < 2 || !areDistinguished) return [{ ...none, name: handlerName(contract, operation) }];
  const byDefault = routes.find(({ handler }) => handler === contract.routing.defaultHandler);
  return routes.map((route) => {
    const { handler, topic, payloadType, eventType } = route;
    const name = classStem(handler) ?? eventType ?? operation;
    return { backend: null, topic, payloadType, eventType, byDefault: route === byDefault, name };
  });
}

/**
 * Returns the contract's name for the handler of an operation (`HandlerLedgerAppend`), if no other operation has the
 * same one.
 */
function handlerName({ routing }: Contract, operation: string): string {
  const route = routing.routes.find(({ operations }) => operations.includes(operation));
  const named = route === undefined || !isAlone(route, routing.routes) ? null : classStem(route.handler);
  return named ?? operation;
}

function isAlone({ handler, operations }: Route, routes: readonly Route[]): boolean {
  const others = routes.filter((route) => route.handler === handler).flatMap((route) => route.operations);
  return operations.length === 1 && new Set(others).size === 1;
}

function classStem(handler: string | null): string | null {
  return handler?.match(/^Handler([A-Z]\w*)$/)?.[1] ?? null;
}
