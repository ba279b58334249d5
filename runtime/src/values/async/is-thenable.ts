/**
 * Whether a value comes later, as `await` sees it; of one that is there already, no promise is needed. Queries of some
 * libraries are functions with a method `then`.
 */
export function isThenable<T>(value: Promise<T> | T): value is Promise<T> {
  const mayBe = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return mayBe && typeof (value as Partial<Promise<T>>).then === 'function';
}
