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
 * What follows a zod expression, such as `.min(1).max(9)`; a pattern is a string in it, never code.
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

/** What follows a decimal, whose bounds the runtime compares without loss. */
export function decimalBoundsSource(constraints: Constraints = {}): string {
  const bounds = Object.entries(constraints).map(([name, bound]) => `${propertyKey(name)}: ${Number(bound)}`);
  return bounds.length === 0 ? '' : `.check(${DECIMAL_BOUNDS}({ ${bounds.join(', ')} }))`;
}

/** The function of the runtime that a model with bounds of a decimal imports. */
export const DECIMAL_BOUNDS = 'decimalBounds';
