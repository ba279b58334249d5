/** Whether a value comes later; of one that is there already, no promise is needed. */
export function isThenable<T>(value: Promise<T> | T): value is Promise<T> {
  return (
    typeof value === 'object' && value !== null && typeof (value as Partial<Promise<T>>).then === 'function'
  );
}
