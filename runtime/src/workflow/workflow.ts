import type { ZodType } from 'zod';
import type { OnexErrorJson } from '../errors/index.ts';

type Awaitable<T> = Promise<T> | T;

/** What a workflow begins with: the start command's payload, validated. */
export class StartEvent<I> {
  readonly input: I;
  constructor(input: I) {
    this.input = input;
  }
}

/** What a workflow ends with: the fields of its completed event. */
export class StopEvent<O> {
  readonly result: O;
  constructor(result: O) {
    this.result = result;
  }
}

/** What a step's code knows of the workflow so far. */
export interface Context<I = unknown> {
  readonly start: StartEvent<I>;
  /** By step; a step that has not completed has no entry. */
  readonly results: Readonly<Record<string, unknown>>;
  /** By step; only where the contract's recovery strategy is `continue`. */
  readonly errors: Readonly<Record<string, OnexErrorJson>>;
  readonly workflowId: string;
  readonly correlationId: string;
  /** Attempt of the present step, from 1. */
  readonly attempt: number;
}

/**
 * The code of one step. The contract's workflow says when it runs, on which topics, how long and how often. All of it
 * is pure: after a restart it may be called again and must say the same.
 */
export interface Step<I = unknown> {
  /** Payload of the command that is sent to the step's node (without `operation`). A step has this or `run`. */
  readonly command?: (context: Context<I>) => Awaitable<object>;
  /** Result of a step that is done here: no command is sent, no reply awaited. */
  readonly run?: (context: Context<I>) => Awaitable<unknown>;
  /** Turns the reply's payload into the step's result; absent: the payload without `operation`. May throw: the step failed. */
  readonly completed?: (context: Context<I>, reply: Readonly<Record<string, unknown>>) => Awaitable<unknown>;
  /** Payload of the command that undoes the step; absent: the payload of `command`. */
  readonly compensate?: (context: Context<I>) => Awaitable<object>;
  /** Whether the step runs at all; required where the contract gives the step a condition. */
  readonly when?: (context: Context<I>) => Awaitable<boolean>;
}

/** Names a step, so that its functions know the type of the workflow's input: `step<CheckoutInput>({ … })`. */
export function step<I = unknown>(definition: Step<I>): Step<I> {
  return definition;
}

/** A workflow in the terms of LlamaIndex Workflows. Its graph is the contract's; its code is here, step by step. */
export abstract class Workflow<I = unknown, O = unknown> {
  abstract readonly input: ZodType<I>;
  abstract readonly output: ZodType<O>;
  /** Exactly the steps of the contract's workflow. */
  abstract readonly steps: Readonly<Record<string, Step<I>>>;
  /** The workflow's result, when every step has ended. */
  abstract stop(context: Context<I>): Awaitable<StopEvent<O>>;
}
