import type { ZodType } from 'zod';
import type { OnexErrorJson } from '../../errors/index.ts';
import { rememberPlace } from './code-place.ts';
import type {
  AnyResults,
  AnySteps,
  CommandOf,
  ReplyOf,
  ResultsAfter,
  ResultsBefore,
  StepResult,
  UndoOf,
} from './step-types.ts';

type Awaitable<T> = Promise<T> | T;

/** The input of a workflow: the validated payload of the start command. */
export class StartEvent<I> {
  readonly input: I;
  constructor(input: I) {
    this.input = input;
  }
}

/** The output of a workflow: the fields of its completed event. */
export class StopEvent<O> {
  readonly result: O;
  constructor(result: O) {
    this.result = result;
  }
}

/** What a step's code knows about the workflow so far. */
export interface Context<I = unknown, Results = AnyResults> {
  readonly start: StartEvent<I>;
  /** Results by step. An incomplete step has no entry. */
  readonly results: Results;
  /** Errors by step, only if the contract's recovery strategy is `continue`. */
  readonly errors: Readonly<Record<string, OnexErrorJson>>;
  /** The operation that the start command asked for. */
  readonly operation: string;
  readonly workflowId: string;
  readonly correlationId: string;
  /** Attempt of the current step, from 1. */
  readonly attempt: number;
  /**
   * Identifies the effect of the current step. Its node receives the same key with every attempt, as
   * `context.idempotencyKey`. The command that undoes the step names it, as `context.compensates`. In `stop`, the key
   * identifies the workflow.
   */
  readonly idempotencyKey: string;
}

/**
 * The code of one step. The contract's workflow defines when it runs, on which topics, for how long, and how often. All
 * of it is pure: after a restart, it may be called again and must return the same.
 */
export interface StepCode<
  I,
  Before = AnyResults,
  Command extends object = object,
  Reply = AnyResults,
  Result = unknown,
  Undo extends object = object,
  After = Before,
> {
  /** Payload of the command that is sent to the step's node (without `operation`). A step has this or `run`. */
  readonly command?: (context: Context<I, Before>) => Awaitable<Command>;
  /** Result of a step that runs in the orchestrator: no command is sent, and no reply is awaited. */
  readonly run?: (context: Context<I, Before>) => Awaitable<Result>;
  /**
   * Derives the step's result from the reply's payload. Default: the payload without `operation`. If it throws, the
   * step fails.
   */
  readonly completed?: (context: Context<I, Before>, reply: Reply) => Awaitable<Result>;
  /**
   * Payload of the command that undoes the step. Default: the payload of `command`. The results have no entry of the
   * step if its node never answered, or if `completed` threw. The step's node can still find out what to undo, because
   * the command carries the key of the step's effect, which its handler gets as `context.compensates`.
   */
  readonly compensate?: (context: Context<I, After>) => Awaitable<Undo>;
  /** Whether the step runs at all. Required if the contract gives the step a condition. */
  readonly when?: (context: Context<I, Before>) => Awaitable<boolean>;
  /**
   * Class names of the payloads of the step's commands, by which Python nodes route. Default: the model that the
   * contract names beside the command's topic.
   */
  readonly payloadTypes?: { readonly command?: string; readonly compensate?: string };
  /**
   * In generated code: fields of the step's commands that still need a value. The node warns about them at start.
   * Earlier versions generated an object, which has made-up values by field.
   */
  readonly unfilled?: readonly string[] | object;
}

/** The code of a step. `Steps` are the types of the workflow's steps, and `Id` is the ID of this one. */
export type Step<I = unknown, Steps extends object = AnySteps, Id = string> = StepCode<
  I,
  ResultsBefore<Steps, Id>,
  CommandOf<Steps, Id>,
  ReplyOf<Steps, Id>,
  StepResult<Steps, Id>,
  UndoOf<Steps, Id>,
  ResultsAfter<Steps, Id>
> & {
  /** Carries the step's ID for the compiler only, so code does not fit another step of equal types. Never set. */
  readonly of?: (id: Id) => void;
};

/** The code of every step of a workflow, each under its own ID: the type that `steps` satisfies. */
export type StepTable<I, Steps extends object> = { readonly [Id in keyof Steps]: Step<I, Steps, Id> };

/**
 * Names a step, so its functions have the right types: `step<CheckoutInput, CheckoutSteps, 'pay'>({ … })`, or
 * `step<CheckoutInput>({ … })` if only the workflow's input is known.
 */
export function step<I = unknown, Steps extends object = AnySteps, Id extends keyof Steps = keyof Steps>(
  definition: Step<I, Steps, Id>,
): Step<I, Steps, Id> {
  rememberPlace(definition, step);
  return definition;
}

/**
 * A workflow in the terms of LlamaIndex Workflows. The contract has its graph, and this class has its code, step by
 * step.
 */
export abstract class Workflow<I = unknown, O = unknown, Results = AnyResults> {
  abstract readonly input: ZodType<I>;
  abstract readonly output: ZodType<O>;
  /** Exactly the steps of the contract's workflow. Each has its own types. */
  // oxlint-disable-next-line typescript/no-explicit-any
  abstract readonly steps: Readonly<Record<string, StepCode<I, any, any, any, any, any, any>>>;

  constructor() {
    rememberPlace(this, Workflow);
  }

  /** In generated code: what the owner still has to write. The node warns about it at start. */
  readonly placeholder?: string;
  /** The workflow's result, after every step has ended. */
  abstract stop(context: Context<I, Results>): Awaitable<StopEvent<O>>;
}
