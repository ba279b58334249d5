import type { ZodError, ZodType } from 'zod';
import { ContentError, OnexError } from '../../errors/index.ts';

/**
 * What a model says against a value: key paths and rules, never the value itself, since it is logged and published.
 * At most five faults, so that a hostile message cannot make a long line.
 */
export function describeFaults(error: ZodError): string {
  const faults = error.issues.slice(0, 5).map((issue) => {
    const path = issue.path.map(String).join('.').slice(0, 80);
    return path === '' ? ruleOf(issue) : `${path}: ${ruleOf(issue)}`;
  });
  const more = error.issues.length - faults.length;
  return faults.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function ruleOf(issue: ZodError['issues'][number]): string {
  if (issue.code === 'unrecognized_keys')
    return `unknown key ${issue.keys
      .map((key) => JSON.stringify(key))
      .join(', ')
      .slice(0, 80)}`;
  return issue.message;
}

/** @throws ContentError when the model refuses the payload. */
export function parseInput<T>(model: ZodType<T>, value: unknown, what: string): T {
  const parsed = model.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ContentError(`The payload of ${what} does not match its model: ${describeFaults(parsed.error)}.`);
}

/** @throws OnexError VALIDATION_FAILED when what our own code returned does not match its model. */
export function parseOutput<T>(model: ZodType<T>, value: unknown, what: string): T {
  const parsed = model.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new OnexError(
    'VALIDATION_FAILED',
    `What ${what} returned does not match its output model: ${describeFaults(parsed.error)}.`,
  );
}
