/** The value that all copies of this package in the process share under that name; the first copy creates it. */
export function shared<T>(name: string, create: () => T): T {
  const key = Symbol.for(name);
  const holder = globalThis as unknown as Record<symbol, T | undefined>;
  if (holder[key] === undefined) Object.defineProperty(globalThis, key, { value: create() });
  return holder[key] as T;
}
