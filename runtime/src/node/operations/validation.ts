import type { ZodError, ZodType } from 'zod';
import { ContentError, OnexError } from '../../errors/index.ts';

/**
 * Why a model rejects a value: key paths and rules, never the value itself, because the text is logged and published.
 * At most five problems, because a hostile message must not cause a long line.
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

/** @throws ContentError if the model rejects the payload. */
export function parseInput<T>(model: ZodType<T>, value: unknown, what: string): T {
  const parsed = model.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ContentError(`The payload of ${what} does not match its model: ${describeFaults(parsed.error)}.`);
}

/** @throws OnexError VALIDATION_FAILED if a result of the node's own code does not match its model. */
export function parseOutput<T>(model: ZodType<T>, value: unknown, what: string): T {
  const parsed = model.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new OnexError(
    'VALIDATION_FAILED',
    `What ${what} returned does not match its output model: ${describeFaults(parsed.error)}.`,
  );
}
