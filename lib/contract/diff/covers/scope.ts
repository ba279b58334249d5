import { schemasOf, type Field, type FieldType, type SchemaOf } from 'onex-runtime/contract';
import { z } from 'zod';

/** The named models of one contract. A name that is missing here stands for any object. */
export type Models = Readonly<Record<string, readonly Field[]>>;

/** What a model lets through: the messages it accepts, or the messages that its own check publishes. */
export type Side = 'accepted' | 'published';

/** One comparison of two contracts: from whose messages, to whose model. */
export interface Comparison {
  readonly side: Side;
  readonly from: Models;
  readonly to: Models;
  /** Pairs of models under comparison or compared already, as `from\0to`. A pair under comparison counts as covered. */
  readonly pairs: Map<string, boolean>;
  /** Whether the model on the receiving side accepts one given value. */
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

/** Fields of a named model; null where any object is meant. */
export function fieldsIn(models: Models, name: string): readonly Field[] | null {
  return Object.hasOwn(models, name) ? (models[name] ?? null) : null;
}

/** The value that a field has when a message leaves it out; undefined where it has none. */
export function defaultOf({ required, default: byDefault }: Field): unknown {
  return required || byDefault === null ? undefined : byDefault;
}
