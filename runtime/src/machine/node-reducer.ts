import type { ZodType } from 'zod';
import { classNameOf } from '../contract/read/sections/index.ts';
import { closeAll, isOnexError, OnexError } from '../errors/index.ts';
import { DEFAULT_BACKOFF, persist } from '../event-bus/retry/index.ts';
import type { Container } from '../node/services/index.ts';
import { requireSameNames, warnOfMarked, parseOutput } from '../node/operations/index.ts';
import { type Message, type Output, intentTopic, snapshotTopic } from '../node/messages/index.ts';
import { NodeBase, requireKind } from '../node/node-base.ts';
import { OPERATION_SECONDS } from '../node/health/index.ts';
import {
  checkedEvent,
  intentPayload,
  actionsOf,
  guardsOf,
  machineOf,
  requireSync,
  createReducerMachine,
  type ReducerMachine,
  reducerEventOf,
  type ReducerEvent,
  type ReducerIntent,
  type ReducerState,
  type Reduction,
} from './machine/index.ts';
import type { ReducerDefinition } from './reducer-definition.ts';
import { KeyedQueue, ownerKey, ownerOf } from '../state/index.ts';
import {
  openStateStore,
  createMemoryStateStore,
  STATE_STORE,
  type StateStore,
  type StoredState,
} from './stores/index.ts';
import {
  countUnreadable,
  createEntityReader,
  withVersion,
  type EntityReader,
  type StoredCount,
} from './stored/index.ts';

interface Taken {
  readonly outputs: readonly Output[];
  readonly outcome: 'completed' | 'failed';
}

/**
 * A pure state machine: (state, event) → (new state, intents). An event's trigger is the operation that its message
 * names, otherwise the trigger of its topic. Its entity is the payload's `entity_id`, otherwise the correlation ID. The
 * new state is published as a projection `{entity_id, state, previous_state, version, data}`, after the intents.
 */
export abstract class NodeReducer<Data extends object = Record<string, unknown>> extends NodeBase {
  readonly #machine: ReducerMachine<Data>;
  readonly #code: Readonly<Record<'action' | 'guard', Readonly<Record<string, object>>>>;
  readonly #data: ZodType<Data>;
  readonly #read: EntityReader<Data>;
  readonly #input: ZodType | undefined;
  readonly #intents: Readonly<Record<string, ZodType>>;
  readonly #entities = new KeyedQueue();
  #store: StateStore | undefined;
  #owner: string | undefined;
  #checking: Promise<void> | undefined;
  #stored: StoredCount | null = null;
  #own: { dispose(): void | Promise<void> } | undefined;

  constructor(container: Container, definition: ReducerDefinition<Data>) {
    super(container, definition);
    requireKind(this.contract, 'reducer');
    const machine = machineOf(this.contract);
    const { actions, guards = {} } = definition;
    const node = this.contract.name;
    requireSameNames({
      node,
      what: 'action',
      where: 'actions',
      inContract: actionsOf(machine),
      inCode: Object.keys(actions),
    });
    requireSameNames({
      node,
      what: 'guard',
      where: 'guards',
      inContract: guardsOf(machine),
      inCode: Object.keys(guards),
    });
    requireSync(node, 'action', actions);
    requireSync(node, 'guard', guards);
    this.#data = definition.data;
    this.#input = definition.input;
    this.#read = createEntityReader({ machine, data: definition.data, migrate: definition.migrate });
    this.#intents = definition.intents ?? {};
    this.#code = { action: actions, guard: guards };
    this.#machine = createReducerMachine(machine, { actions, guards }, definition.initial);
  }

  /** Pure. `state` null means a new entity. @throws OnexError INVALID_STATE, VALIDATION_FAILED. */
  reduce(state: ReducerState<Data> | null, event: ReducerEvent): Reduction<Data> {
    const next = this.#machine.reduce(state, event);
    const data = parseOutput(this.#data, next.state.data, `${this.contract.name} ${event.trigger}`);
    const intents = next.intents.map((intent) => this.#checked(intent, event));
    return { intents, state: { ...next.state, data } };
  }

  #checked(intent: ReducerIntent, { trigger }: ReducerEvent): ReducerIntent {
    const { name, payload } = intent;
    const model = Object.hasOwn(this.#intents, name) ? this.#intents[name] : undefined;
    if (model === undefined) return intent;
    const what = `${this.contract.name} ${trigger} as intent ${name}`;
    return { name, payload: parseOutput(model, payload, what) as ReducerIntent['payload'] };
  }

  /**
   * Opens the database of the entities in the background, so an unusable one is reported at the start, and counts the
   * entities that the contract cannot read.
   */
  override async initialize(): Promise<void> {
    await super.initialize();
    for (const [kind, table] of Object.entries(this.#code)) warnOfMarked(table, kind, this.logger);
    if (!this.#isPersistent) return;
    this.#checking = this.#checkStore().catch((error: unknown) => {
      if (!this.cutOff.aborted) this.logger.warn({ error }, 'stored entities not checked');
    });
  }

  /** Until the database can be used, the node is not ready. */
  async #checkStore(): Promise<void> {
    const { cutOff } = this;
    const tell = (problem: string | null): void => {
      if (!cutOff.aborted) this.setReadiness('state', problem);
    };
    const isOwn = !this.container.has(STATE_STORE);
    if (isOwn) {
      await persist(() => this.#openStore().list(this.#ownerKey, null, 1), {
        signal: cutOff,
        backoff: DEFAULT_BACKOFF,
        onProblem: ({ message }) => tell(message),
      });
      tell(null);
    }
    if (!cutOff.aborted) await this.#countStored();
  }

  async #countStored(): Promise<void> {
    const count = await countUnreadable(this.#openStore(), this.#ownerKey, this.#read, this.cutOff);
    this.#stored = count;
    if (count === null) return;
    const { stored, migrated, unreadable } = count;
    if (migrated > 0) {
      this.logger.info({ migrated, stored }, 'stored entities will be migrated when they are used');
    }
    if (unreadable === 0) return;
    const faults = count.faults.map(([fault, entities]) => `${entities}: ${fault}`).join('; ');
    this.logger.error(
      { unreadable, stored },
      `${unreadable} of ${stored} stored entities cannot be read (${faults}). Convert them in migrate of the reducer.`,
    );
  }

  protected override healthDetails(): Readonly<Record<string, unknown>> {
    return this.#stored === null ? {} : { unreadable_entities: this.#stored.unreadable };
  }

  get #isPersistent(): boolean {
    return this.contract.stateMachine?.persistent === true;
  }

  get #ownerKey(): string {
    return (this.#owner ??= ownerKey(ownerOf(this)));
  }

  override async shutdown(): Promise<void> {
    const own = this.#own;
    this.#own = this.#store = undefined;
    await closeAll([() => super.shutdown(), () => this.#checking, () => own?.dispose()]);
  }

  protected override requestedOperation(message: Message): string {
    return reducerEventOf(this.contract, [...this.#machine.triggers], message).trigger;
  }

  protected override async process(message: Message): Promise<readonly Output[]> {
    const started = performance.now();
    const received = reducerEventOf(this.contract, [...this.#machine.triggers], message);
    const event = checkedEvent(this.#input, received, `${this.contract.name} ${received.trigger}`);
    const { outputs, outcome } = await this.#entities.run(event.entityId, () => this.#take(event, message));
    const seconds = (performance.now() - started) / 1000;
    this.metrics.observe(OPERATION_SECONDS, seconds, { operation: event.trigger, outcome });
    return outputs;
  }

  /** Silently reduces again if another instance saved the entity meanwhile. */
  async #take(event: ReducerEvent, message: Message): Promise<Taken> {
    for (;;) {
      const taken = await this.#takeOnce(event, message);
      if (taken !== null) return taken;
    }
  }

  /** Null if another instance was faster, and nothing was saved. */
  async #takeOnce(event: ReducerEvent, message: Message): Promise<Taken | null> {
    const owner = this.#ownerKey;
    const { envelope_id: input, correlation_id } = message.envelope;
    const store = this.#openStore();
    const stored = await store.load(owner, event.entityId, input);
    const known = stored?.lastInput === input ? stored.lastOutputs : stored?.earlierOutputs;
    if (known) return { outputs: known, outcome: 'completed' };
    try {
      const before = stored === null ? null : this.#restore(stored, event);
      const reduction = this.reduce(before, event);
      const version = (stored?.version ?? 0) + 1;
      const lastOutputs = this.#outputs(event, before, reduction, version);
      const next = { ...this.#storable(reduction.state), version, lastInput: input, lastOutputs };
      const isSaved = await store.save(owner, event.entityId, next);
      return isSaved ? { outputs: lastOutputs, outcome: 'completed' } : null;
    } catch (error) {
      const failed = this.failure(event.trigger, error, message);
      const fields = { operation: event.trigger, correlation_id, error };
      if (isOnexError(error) && error.code === 'INVALID_STATE') this.logger.warn(fields, 'event rejected');
      else this.logger.error(fields, 'event failed');
      return { outputs: [failed], outcome: 'failed' };
    }
  }

  #storable({ state, data }: ReducerState<Data>): { readonly state: string; readonly data: object } {
    const { major, minor, patch } = this.contract.nodeVersion;
    return { state, data: withVersion(data, `${major}.${minor}.${patch}`) };
  }

  #restore(stored: StoredState, { entityId }: ReducerEvent): ReducerState<Data> {
    const found = this.#read(stored);
    if (found.entity !== null) return found.entity;
    throw new OnexError(
      'INVALID_STATE',
      `${this.contract.name} cannot read the stored entity: ${found.fault}. Convert it in migrate of the reducer.`,
      { context: { state: stored.state, entity_id: entityId } },
    );
  }

  #outputs(
    { trigger, entityId }: ReducerEvent,
    before: ReducerState<Data> | null,
    { state: { state, data }, intents }: Reduction<Data>,
    version: number,
  ): readonly Output[] {
    const requests = intents.map((intent): Output => ({
      kind: 'intent',
      topic: intentTopic(this.contract, intent.name),
      payload: this.#intentPayload(intent, entityId),
      payloadType: classNameOf(this.contract.intents.find(({ type }) => type === intent.name)?.payloadModel),
      key: entityId,
    }));
    const payload = {
      entity_id: entityId,
      state,
      previous_state: before?.state ?? null,
      version,
      data,
    };
    const topic = snapshotTopic(this.contract) ?? this.resultTopics.completed(trigger);
    const projection = { kind: 'projection', topic, payload, operation: trigger, key: entityId } as const;
    return this.publishable([...requests, { ...projection, verdict: 'succeeded' }], trigger);
  }

  #intentPayload(intent: ReducerIntent, entityId: string): ReducerIntent['payload'] {
    const { name } = intent;
    const model = Object.hasOwn(this.#intents, name) ? this.#intents[name] : undefined;
    const declared = this.contract.intents.find(({ type }) => type === name)?.payloadModel ?? null;
    return intentPayload(intent, entityId, model, declared !== null);
  }

  #openStore(): StateStore {
    if (this.#store !== undefined) return this.#store;
    if (!this.#isPersistent && !this.container.has(STATE_STORE)) {
      return (this.#store = createMemoryStateStore());
    }
    const { store, own } = openStateStore(this);
    this.#own = own ?? undefined;
    return (this.#store = store);
  }
}
