import type { ZodType } from 'zod';
import type { NodeDefinition } from '../node/node-base.ts';
import type { Guard, MachineCode, Migrate } from './machine/index.ts';

/** What a generated reducer consists of: its models and its code. */
export interface ReducerDefinition<Data extends object> extends NodeDefinition {
  /**
   * The payload of every event, with the trigger as `operation`. A payload that does not fit goes to the dead letters.
   * Without a model, any payload is accepted.
   */
  readonly input?: ZodType;
  /** Exactly the actions that the contract's machine names. */
  readonly actions: MachineCode<Data>['actions'];
  /** Exactly the conditions of the contract that only their owner can decide. */
  readonly guards?: Readonly<Record<string, Guard<Data>>>;
  /** What the payloads of intents must look like, by name; an intent that is not here may carry anything. */
  readonly intents?: Readonly<Record<string, ZodType>>;
  /** What an entity's data must look like after every event. */
  readonly data: ZodType<Data>;
  /** Data of a new entity. */
  readonly initial: Data;
  /** Converts stored entities that the contract cannot read any more. */
  readonly migrate?: Migrate<Data>;
}
