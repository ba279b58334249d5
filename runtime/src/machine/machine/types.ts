import type { input, ZodType } from 'zod';

/** The input of a machine: a trigger of the contract and the payload's other fields. */
export interface ReducerEvent {
  readonly trigger: string;
  readonly entityId: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The state of one entity in its machine. It is plain JSON as long as `data` is. */
export interface ReducerState<Data> {
  readonly state: string;
  readonly data: Data;
}

/** What actions and guards receive. All of it is frozen. */
export interface ActionContext<Data> {
  readonly data: Data;
  readonly event: ReducerEvent;
  /** The state the entity was in when the event came. */
  readonly state: string;
}

/** Payloads of intents by name, for a reducer that does not declare its intents. */
export type AnyIntents = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Payload types of intents by name, from the models of the payloads. */
export type IntentsOf<Models extends Readonly<Record<string, ZodType>>> = {
  readonly [Name in keyof Models]: input<Models[Name]>;
};

/** A request for a side effect, which a reducer emits instead of doing I/O. */
export type ReducerIntent<Intents = AnyIntents> = {
  readonly [Name in keyof Intents & string]: {
    /**
     * The requested action. Its topic is the contract's topic that ends with this name, otherwise `…<node>-<name>.v1`.
     */
    readonly name: Name;
    readonly payload: Intents[Name];
  };
}[keyof Intents & string];

export interface ActionResult<Data, Intents = AnyIntents> {
  /** Fields of the data that change. */
  readonly data?: Partial<Data>;
  readonly intents?: readonly ReducerIntent<Intents>[];
}

/** Pure: no I/O, no clock, no randomness. An action without changes and intents returns `{}`. */
export type ReducerAction<Data, Intents = AnyIntents> = (
  context: ActionContext<Data>,
) => ActionResult<Data, Intents>;

/** Pure: whether a condition holds that the contract names but does not define. */
export type Guard<Data> = (context: ActionContext<Data>) => boolean;

/** The code of a machine, by the names that the contract uses. */
export interface MachineCode<Data> {
  /** Each action has the types of its own intents. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly actions: Readonly<Record<string, ReducerAction<Data, any>>>;
  /** Conditions by name. */
  readonly guards?: Readonly<Record<string, Guard<Data>>>;
}

/**
 * Converts an entity that an earlier version of the contract stored and this one cannot read, because its state no
 * longer exists, or its data does not match the model. Pure. Null if the entity cannot be converted.
 * @param fromVersion Version of the node that stored the entity; null if release 0.1 stored it.
 */
export type Migrate<Data> = (
  state: string,
  data: Readonly<Record<string, unknown>>,
  fromVersion: string | null,
) => ReducerState<Data> | null;

export interface Reduction<Data> {
  readonly state: ReducerState<Data>;
  readonly intents: readonly ReducerIntent[];
}
