/**
 * The message of anything that was thrown, an object without a prototype and one whose message cannot be read included:
 * reporting an error must not fail with an error of its own.
 */
export function errorText(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    return `a thrown ${typeof thrown} without a readable message`;
  }
}
