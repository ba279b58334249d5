import type { TextFormat } from './types/names/index.ts';

/** Constraints of a value in addition to its type. Lengths of text are in UTF-16 units. */
export interface Constraints {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** JavaScript's, for the flag `u`, safe to run on a text of any length. */
  readonly pattern?: string;
  /** Of a text. */
  readonly format?: TextFormat;
  /** Maximum number of digits of a decimal, and of those after the decimal point. */
  readonly maxDigits?: number;
  readonly decimalPlaces?: number;
  /** Whether a time must state its time zone. */
  readonly zone?: true;
}

/** A parsed type in Python's notation. `named` is an unknown model. */
export type FieldType =
  | {
      readonly kind:
        | 'string'
        | 'integer'
        | 'number'
        | 'boolean'
        | 'uuid'
        | 'datetime'
        | 'date'
        | 'decimal'
        | 'bytes'
        | 'any'
        | 'object'
        | 'null';
      readonly constraints?: Constraints;
    }
  | { readonly kind: 'literal'; readonly values: readonly (string | number | boolean | null)[] }
  | { readonly kind: 'array' | 'set'; readonly item: FieldType; readonly constraints?: Constraints }
  | { readonly kind: 'tuple'; readonly items: readonly FieldType[] }
  | { readonly kind: 'record'; readonly key: FieldType; readonly value: FieldType }
  | { readonly kind: 'union'; readonly members: readonly FieldType[] }
  | { readonly kind: 'named'; readonly name: string }
  | {
      readonly kind: 'model';
      readonly fields: readonly Field[];
      /** No other fields. */ readonly strict?: true;
    };

export interface Field {
  /** The key on the wire, unchanged (any string). */
  readonly name: string;
  readonly type: FieldType;
  /** False where the contract gives a default, says `required: false`, or the type admits null by being `Optional`. */
  readonly required: boolean;
  /** JSON value. Undefined if the contract gives none. */
  readonly default?: unknown;
  readonly description: string | null;
}
