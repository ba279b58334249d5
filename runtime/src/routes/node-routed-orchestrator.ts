import type { ZodType } from 'zod';
import { closeAll } from '../errors/index.ts';
import { DEFAULT_BACKOFF, persist } from '../event-bus/retry/index.ts';
import { openStateStore } from '../machine/index.ts';
import type { Container } from '../node/services/index.ts';
import type { HandlerContext, OperationHandler, Request } from '../node/operations/index.ts';
import type { Message, Output } from '../node/messages/index.ts';
import type { NodeDefinition } from '../node/node-base.ts';
import { OperationNode } from '../node/operation-node.ts';
import { KeyedQueue, ownerKey, ownerOf } from '../state/index.ts';
import { steadyNow } from '../values/index.ts';
import { CorrelationState, type Held } from './correlation-state.ts';
import { checkEmissions, outputOf, type Emissions, type EmitOptions } from './emissions.ts';
import { adaptAll, type AdaptedHandler, type RouteContext, type RouteTable } from './route-handler.ts';

export interface RoutedOrchestratorDefinition extends NodeDefinition {
  /** By route, exactly those of the contract. */
  readonly handlers: RouteTable;
  /** What the handlers may publish. */
  readonly emissions: Emissions;
  /** Model of what is stored for each correlation id. Absent: nothing is stored, and `setState` throws. */
  readonly state?: ZodType;
}

/** How long a correlation that has ended is remembered, and how often old ones are removed, in ms. */
const REMEMBERED_MS = 7 * 24 * 3_600_000;
const PRUNE_MS = 3_600_000;

type RoutedRequest = Request & { readonly input: unknown };

/** An orchestrator whose contract has routes in place of an execution graph. See `index.ts` for what is guaranteed. */
export abstract class NodeRoutedOrchestrator extends OperationNode {
  readonly #emissions: Emissions;
  readonly #model: ZodType | undefined;
  readonly #correlations = new KeyedQueue();
  #states: CorrelationState<unknown> | undefined;
  #own: { dispose(): void | Promise<void> } | null = null;
  #checking: Promise<void> | undefined;
  #pruning: NodeJS.Timeout | undefined;

  constructor(container: Container, definition: RoutedOrchestratorDefinition) {
    super(container, 'orchestrator', { ...definition, handlers: adaptAll(definition.handlers) });
    this.#emissions = definition.emissions;
    this.#model = definition.state;
    checkEmissions(this.contract, definition.emissions);
  }

  /** Opens the store of the state in the background. Until it can be used, the node is not ready. */
  override async initialize(): Promise<void> {
    await super.initialize();
    if (this.#model === undefined) return;
    this.#checking = this.#checkStore();
    this.#pruning = setInterval(() => void this.#prune(), PRUNE_MS).unref();
  }

  async #checkStore(): Promise<void> {
    const { cutOff } = this;
    const tell = (problem: string | null): void => {
      if (!cutOff.aborted) this.setReadiness('state', problem);
    };
    await persist(() => this.#open().check(), {
      signal: cutOff,
      backoff: DEFAULT_BACKOFF,
      onProblem: ({ message }) => tell(message),
    });
    tell(null);
    await this.#prune();
  }

  /** Only space is lost when this fails. */
  async #prune(): Promise<void> {
    if (this.cutOff.aborted) return;
    try {
      await this.#open().prune(steadyNow() - REMEMBERED_MS, this.cutOff);
    } catch (error) {
      if (!this.cutOff.aborted) this.logger.debug({ error }, 'state of expired correlations not removed');
    }
  }

  override async shutdown(): Promise<void> {
    clearInterval(this.#pruning);
    await closeAll([
      () => super.shutdown(),
      () => this.#checking,
      async () => {
        const own = this.#own;
        this.#own = null;
        this.#states = undefined;
        await own?.dispose();
      },
    ]);
  }

  protected override completed(): null {
    return null;
  }

  protected override async work(
    handler: OperationHandler,
    request: RoutedRequest,
    message: Message,
  ): Promise<readonly Output[]> {
    const adapted = handler as AdaptedHandler;
    const { correlation_id: correlationId } = message.envelope;
    return this.#correlations.run(correlationId, async () => {
      if (this.#model === undefined) {
        const stateless = this.#bind(adapted, message, () => null);
        return super.work(stateless, request, message);
      }
      for (;;) {
        const outputs = await this.#take(adapted, request, message);
        if (outputs !== null) return outputs;
      }
    });
  }

  /** Null: another instance saved the state meanwhile, and nothing was saved. */
  async #take(
    handler: AdaptedHandler,
    request: RoutedRequest,
    message: Message,
  ): Promise<readonly Output[] | null> {
    const states = this.#open();
    const { correlation_id: correlationId, envelope_id: messageId } = message.envelope;
    const found = await states.find(correlationId, messageId);
    if (found.known !== null) return found.known;
    const what = `${this.contract.name} ${request.operation}`;
    // Each attempt of the handler begins with what was found.
    const attempts: Held<unknown>[] = [];
    const bound = this.#bind(handler, message, () => {
      const held = states.hold(found, what);
      attempts.push(held);
      return held;
    });
    const outputs = await super.work(bound, request, message);
    const held = attempts.at(-1);
    if (held === undefined || !held.isChanged) return outputs;
    return (await states.save(correlationId, messageId, found, held, outputs)) ? outputs : null;
  }

  /** The handler as it works on one message. */
  #bind(
    { route, ...handler }: AdaptedHandler,
    message: Message,
    hold: () => Held<unknown> | null,
  ): OperationHandler {
    return {
      ...handler,
      handle: async (input, context) => {
        await route.handle(input, this.#contextOf(context, message.topic, hold()));
        return {};
      },
    };
  }

  #contextOf(context: HandlerContext, topic: string, held: Held<unknown> | null): RouteContext {
    const { contract } = this;
    const emissions = this.#emissions;
    const required = (): Held<unknown> => {
      if (held !== null) return held;
      throw new TypeError(`${contract.name} stores no state, because its class defines no state model.`);
    };
    const { operation, correlationId, envelope, idempotencyKey, signal } = context;
    return {
      operation,
      correlationId,
      envelope,
      idempotencyKey,
      signal,
      topic,
      get logger() {
        return context.logger;
      },
      emit: (name: string, payload: unknown, options?: EmitOptions) =>
        context.emit(outputOf(contract, emissions, name, payload, options)),
      get state() {
        return held?.state ?? null;
      },
      setState: (state) => required().set(state),
      clearState: () => required().clear(),
    };
  }

  #open(): CorrelationState<unknown> {
    if (this.#states !== undefined) return this.#states;
    const { store, own } = openStateStore(this);
    this.#own = own;
    return (this.#states = new CorrelationState(store, ownerKey(ownerOf(this)), this.#model as ZodType));
  }
}
