import { schemasOf, type Field, type FieldType, type SchemaOf } from 'onex-runtime/contract';
import { z } from 'zod';

/** The named models of one contract. A name that is missing here stands for any object. */
export type Models = Readonly<Record<string, readonly Field[]>>;

/** The messages that a model allows: those that it accepts, or those that its own validation publishes. */
export type Side = 'accepted' | 'published';

/** One comparison of two contracts: messages of one, models of the other. */
export interface Comparison {
  readonly side: Side;
  readonly from: Models;
  readonly to: Models;
  /**
   * Pairs of models that are being compared or were compared already, as `from\0to`. A pair that is being compared
   * counts as covered.
   */
  readonly pairs: Map<string, boolean>;
  /** Whether the receiving model accepts one given value. */
  readonly takes: (value: unknown, type: FieldType) => boolean;
}

/** Starts a comparison of messages of `from` with models of `to`. */
export function startComparison(from: Models, to: Models, side: Side): Comparison {
  let schemaOf: SchemaOf | null = null;
  const takes = (value: unknown, type: FieldType): boolean => {
    schemaOf ??= schemasOf(z, to);
    return schemaOf(type).safeParse(value).success;
  };
  return { side, from, to, pairs: new Map(), takes };
}

/** Returns the fields of a named model; null if any object is allowed. */
export function fieldsIn(models: Models, name: string): readonly Field[] | null {
  return Object.hasOwn(models, name) ? (models[name] ?? null) : null;
}

/** Returns the value of a field that a message omits; undefined if there is none. */
export function defaultOf({ required, default: byDefault }: Field): unknown {
  return required || byDefault === null ? undefined : byDefault;
}
