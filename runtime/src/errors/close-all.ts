import { errorText } from './error-text.ts';

/**
 * Runs every step, one after another, even if others throw, because what is opened must be closed even if a part fails.
 * @throws the failure of a step, or an AggregateError with those of several, after all have run.
 */
export async function closeAll(steps: readonly (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length === 0) return;
  const reasons = failures.map((error) => errorText(error));
  throw new AggregateError(failures, `${failures.length} parts failed to close: ${reasons.join('; ')}`);
}
