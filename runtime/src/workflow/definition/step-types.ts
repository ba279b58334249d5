/** What one step asks of its node and is answered, as types; generated nodes list them in `steps.ts`. */
export interface StepTypes {
  /** Payload of the command, without `operation`. */
  readonly command: object;
  /** Payload of the completed event, without `operation`. */
  readonly reply: unknown;
  /** Payload of the command that undoes the step, where that is another than `command`. */
  readonly undo?: object;
  /** What the step's own code makes of the reply, where it makes something of it. */
  readonly result?: unknown;
  /** Ids of steps that have always completed when this one starts, as a union. */
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

/** Each key comes from `Steps`, so that an editor finds the step behind the name of a result, and renames both. */
type Named<Steps, Ids> = {
  readonly [Id in keyof Steps as Id extends Ids ? Id : never]: ResultOf<Steps[Id]>;
};

/** Results by step; a step that was skipped or has not completed has none. */
export type ResultsOf<Steps> = Partial<Named<Steps, keyof Steps>>;

/** Results that a step sees: those of the steps it waits for are there. */
export type ResultsBefore<Steps, Id> = ResultsOf<Steps> & Named<Steps, AfterOf<Steps, Id>>;

/** Results that the undoing of a step sees. Its own is absent where its node never answered, or `completed` threw. */
export type ResultsAfter<Steps, Id> = ResultsBefore<Steps, Id> & Partial<Named<Steps, Id>>;

export type CommandOf<Steps, Id> = TypesOf<Steps, Id>['command'];

export type UndoOf<Steps, Id> =
  TypesOf<Steps, Id> extends { readonly undo: infer Undo extends object } ? Undo : CommandOf<Steps, Id>;

export type ReplyOf<Steps, Id> = TypesOf<Steps, Id>['reply'];

export type StepResult<Steps, Id> = ResultOf<TypesOf<Steps, Id>>;
