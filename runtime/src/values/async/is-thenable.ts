/**
 * Whether `await` would wait for a value. A value that already exists needs no promise. Queries of some libraries are
 * functions with a method `then`.
 */
export function isThenable<T>(value: Promise<T> | T): value is Promise<T> {
  const mayBe = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return mayBe && typeof (value as Partial<Promise<T>>).then === 'function';
}
