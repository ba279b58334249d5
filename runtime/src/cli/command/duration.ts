import { CliError } from '../cli-error.ts';

/** Milliseconds from `30`, `30s`, `500ms`, or `2m`. A bare number is in seconds. @throws CliError for anything else. */
export function parseDuration(option: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text);
  const milliseconds = Number(match?.[1]) * { ms: 1, s: 1000, m: 60_000 }[match?.[2] ?? 's']!;
  // Timers hold 32 bits.
  if (milliseconds > 0 && milliseconds < 2 ** 31) return milliseconds;
  throw new CliError(`--${option} takes a time such as 30s or 500ms, not "${text}"`);
}
