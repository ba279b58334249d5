import type { ZodType } from 'zod';
import type { NodeDefinition } from '../node/node-base.ts';
import type { Guard, MachineCode, Migrate } from './machine/index.ts';

/** The parts of a generated reducer: its models and its code. */
export interface ReducerDefinition<Data extends object> extends NodeDefinition {
  /**
   * The payload of every event, with the trigger as `operation`. A payload that does not match is dead-lettered.
   * Without a model, any payload is accepted.
   */
  readonly input?: ZodType;
  /** Exactly the actions that the contract's machine names. */
  readonly actions: MachineCode<Data>['actions'];
  /** Exactly the contract's conditions that the owner has to write. */
  readonly guards?: Readonly<Record<string, Guard<Data>>>;
  /** Models of the payloads of intents, by name. An intent without a model may have any payload. */
  readonly intents?: Readonly<Record<string, ZodType>>;
  /** Model of an entity's data after every event. */
  readonly data: ZodType<Data>;
  /** Data of a new entity. */
  readonly initial: Data;
  /** Converts stored entities that the contract can no longer read. */
  readonly migrate?: Migrate<Data>;
}
