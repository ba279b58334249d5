import { firstProblem } from './run.ts';

/**
 * `open`: the bus is open while the class lives. `unavailable`: it never is, and that was reported once in each file.
 * `none`: the sample without the event bus.
 */
export type Expectation = 'open' | 'unavailable' | 'none';

interface CheckResult {
  readonly same: boolean;
  readonly values: unknown;
  readonly open: readonly boolean[];
  readonly closed: readonly boolean[];
  readonly warnings: readonly string[];
}

const VALUES = '[{"ready":true,"items":["a"],"nodeId":17},{"isRunning":"no","entries":{}}]';

/** What is wrong with the output of a program that printed the check's result, or null. */
export function judge(output: string, expected: Expectation): string | null {
  const [, json] = /RESULT(\{.*\})END/.exec(output) ?? [];
  if (json === undefined) return firstProblem(output);
  const result = JSON.parse(json) as CheckResult;
  if (!result.same) return 'the objects have other keys';
  if (JSON.stringify(result.values) !== VALUES)
    return `the objects have other values: ${JSON.stringify(result.values)}`;
  if (result.closed.includes(true)) return 'the bus is open after shutdown()';
  if (result.open.some((open) => open !== (expected === 'open')))
    return `the bus is ${result.open.join(', ')}, ${expected} was expected. ${result.warnings.join(' ').slice(0, 150)}`;
  const reports = result.warnings.filter((line) => line.includes('The event bus is unavailable'));
  const others = result.warnings.find((line) => !reports.includes(line));
  if (others !== undefined) return `a warning: ${others.slice(0, 150)}`;
  const files = expected === 'unavailable' ? 2 : 0;
  return reports.length === files ? null : `${reports.length} reports instead of ${files}`;
}
