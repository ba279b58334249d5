import type { Constraints } from 'onex-runtime/contract';
import { stringLiteral } from '../escape.ts';

const METHODS: Readonly<Record<Exclude<keyof Constraints, 'pattern' | 'zone'>, string>> = {
  minimum: 'min',
  exclusiveMinimum: 'gt',
  maximum: 'max',
  exclusiveMaximum: 'lt',
  multipleOf: 'multipleOf',
  minLength: 'min',
  maxLength: 'max',
  minItems: 'min',
  maxItems: 'max',
};

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
