/** The types of what one step requests and receives. Generated nodes list them in `steps.ts`. */
export interface StepTypes {
  /** Payload of the command, without `operation`. */
  readonly command: object;
  /** Payload of the completed event, without `operation`. */
  readonly reply: unknown;
  /** Payload of the command that undoes the step, if it differs from `command`. */
  readonly undo?: object;
  /** The result that the step's own code derives from the reply, if it does so. */
  readonly result?: unknown;
  /** Union of the IDs of steps that have always completed when this one starts. */
  readonly after?: string;
}

export type AnyResults = Readonly<Record<string, unknown>>;

/** For a workflow that does not declare the types of its steps. */
export type AnySteps = Readonly<
  Record<string, { readonly command: object; readonly reply: AnyResults; readonly result: unknown }>
>;

type TypesOf<Steps, Id> = Steps[Id & keyof Steps] & StepTypes;

type ResultOf<Types> = Types extends { readonly result: infer Result }
  ? Result
  : Types extends { readonly reply: infer Reply }
    ? Reply
    : unknown;

type AfterOf<Steps, Id> =
  TypesOf<Steps, Id> extends { readonly after: infer After extends string } ? After : never;

/** Each key comes from `Steps`, so an editor finds the step behind the name of a result, and renames both. */
type Named<Steps, Ids> = {
  readonly [Id in keyof Steps as Id extends Ids ? Id : never]: ResultOf<Steps[Id]>;
};

/** Results by step. A skipped or incomplete step has none. */
export type ResultsOf<Steps> = Partial<Named<Steps, keyof Steps>>;

/** Results that a step sees. Those of the steps that it waits for exist. */
export type ResultsBefore<Steps, Id> = ResultsOf<Steps> & Named<Steps, AfterOf<Steps, Id>>;

/**
 * Results that the undoing of a step sees. Its own result is absent if its node never answered, or if `completed`
 * threw.
 */
export type ResultsAfter<Steps, Id> = ResultsBefore<Steps, Id> & Partial<Named<Steps, Id>>;

export type CommandOf<Steps, Id> = TypesOf<Steps, Id>['command'];

export type UndoOf<Steps, Id> =
  TypesOf<Steps, Id> extends { readonly undo: infer Undo extends object } ? Undo : CommandOf<Steps, Id>;

export type ReplyOf<Steps, Id> = TypesOf<Steps, Id>['reply'];

export type StepResult<Steps, Id> = ResultOf<TypesOf<Steps, Id>>;
