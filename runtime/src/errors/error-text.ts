/**
 * The message of any thrown value, including an object without a prototype or with an unreadable message, because
 * reporting an error must not fail with another error.
 */
export function errorText(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    return `a thrown ${typeof thrown} without a readable message`;
  }
}
