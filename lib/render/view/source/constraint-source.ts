import type { Constraints } from 'onex-runtime/contract';
import { propertyKey, stringLiteral } from '../../text/index.ts';

const METHODS = {
  minimum: 'min',
  exclusiveMinimum: 'gt',
  maximum: 'max',
  exclusiveMaximum: 'lt',
  multipleOf: 'multipleOf',
  minLength: 'min',
  maxLength: 'max',
  minItems: 'min',
  maxItems: 'max',
} as const;

/**
 * Returns the continuation of a zod expression, such as `.min(1).max(9)`; a pattern in it is a string, never code.
 */
export function constraintSource(constraints: Constraints = {}): string {
  const calls = Object.entries(METHODS).flatMap(([name, method]) => {
    const bound = constraints[name as keyof typeof METHODS];
    return bound === undefined ? [] : [`.${method}(${Number(bound)})`];
  });
  const { pattern } = constraints;
  if (pattern !== undefined) calls.push(`.regex(new RegExp(${stringLiteral(pattern)}, 'u'))`);
  return calls.join('');
}

/** Returns the continuation of a decimal's expression. The runtime compares the bounds without loss of precision. */
export function decimalBoundsSource(constraints: Constraints = {}): string {
  const bounds = Object.entries(constraints).map(([name, bound]) => `${propertyKey(name)}: ${Number(bound)}`);
  return bounds.length === 0 ? '' : `.check(${DECIMAL_BOUNDS}({ ${bounds.join(', ')} }))`;
}

/** The runtime function that a model with decimal bounds imports. */
export const DECIMAL_BOUNDS = 'decimalBounds';
