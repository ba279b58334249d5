/** `x is_present`, `x is_valid`, comparisons, lengths, contents, safe patterns; what is not understood is a guard for the owner to write, by name. */
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not_in';

export type Condition =
  | { readonly kind: 'present' | 'absent' | 'valid'; readonly field: string }
  /** Of a text or a list. */
  | { readonly kind: 'min_length' | 'max_length'; readonly field: string; readonly length: number }
  /** Python's text of the value has this within it. */
  | { readonly kind: 'contains'; readonly field: string; readonly value: unknown }
  /** `source` is JavaScript's, for the flag `u`; a text of more than `longest` UTF-16 units never matches. */
  | {
      readonly kind: 'matches';
      readonly field: string;
      readonly source: string;
      readonly longest: number | null;
    }
  | {
      readonly kind: 'compare';
      readonly field: string;
      readonly operator: Comparison;
      /** `String(value)` is what the contract says, letter by letter; of a list, each item's. */
      readonly value: unknown;
    }
  | {
      readonly kind: 'compare_fields';
      readonly field: string;
      readonly operator: Comparison;
      /** The field on the right-hand side. */
      readonly other: string;
    }
  | { readonly kind: 'guard'; readonly name: string; readonly expression: string };

export interface TransitionCondition {
  readonly condition: Condition;
  readonly required: boolean;
}

export type ActionType = 'intent_emission' | 'state_update' | 'other';

export interface MachineAction {
  readonly name: string;
  readonly type: ActionType;
}

export interface MachineState {
  readonly name: string;
  readonly description: string | null;
  readonly terminal: boolean;
  readonly entry: readonly MachineAction[];
  readonly exit: readonly MachineAction[];
  readonly requiredData: readonly string[];
}

export interface MachineTransition {
  /** `*` for a wildcard. */
  readonly from: string;
  readonly to: string;
  readonly trigger: string;
  readonly conditions: readonly TransitionCondition[];
  readonly actions: readonly MachineAction[];
  readonly description: string | null;
}

export interface StateMachine {
  readonly name: string;
  readonly initial: string;
  readonly states: readonly MachineState[];
  readonly transitions: readonly MachineTransition[];
  readonly persistent: boolean;
}
