import { inspect } from 'node:util';

/** What can be seen of a module's classes and of an object of each, or why the module does not load. */
export type Observation =
  { readonly error: string } | { readonly classes: readonly Readonly<Record<string, unknown>>[] };

/** The methods that the event bus may add. */
const LIFECYCLE: ReadonlySet<string> = new Set([
  'initialize',
  'shutdown',
  'initializeEventBus',
  'shutdownEventBus',
]);

/** Stands for everything that a module imports or expects as a global: a decorator, a function, a base class, a value. */
const STUB: object = new Proxy(function stub() {}, {
  get: (target, key) => {
    if (key === 'prototype') return target.prototype as unknown;
    if (key === '__esModule') return undefined;
    return key === Symbol.toPrimitive ? () => 'stub' : STUB;
  },
  // As a decorator it changes nothing; as a function it returns a stub.
  apply: (_target, _this, args: readonly unknown[]) =>
    args.length > 1 || (typeof args[0] === 'function' && args[0] !== STUB) ? undefined : STUB,
});

/** Runs CommonJS code in which each unknown name is a stub, and looks at the classes that it exports. */
export function observe(code: string): Observation {
  const module = { exports: {} as Record<string, unknown> };
  const scope = new Proxy(Object.create(null) as Record<string, unknown>, {
    has: (_target, key) =>
      typeof key === 'string' && !(key in globalThis) && !['module', 'require'].includes(key),
    get(target: Record<string, unknown>, key) {
      if (typeof key === 'symbol') return undefined;
      if (key === 'exports') return module.exports;
      return key in target ? target[key] : STUB;
    },
  });
  // `with` gives the unknown names a value.
  // eslint-disable-next-line no-implied-eval
  const run = new Function('scope', 'module', 'require', `with (scope) {\n${code}\n}`) as (
    ...args: unknown[]
  ) => void;
  run(scope, module, () => STUB);
  const exported = Object.values(module.exports).filter((value) => typeof value === 'function');
  return { classes: exported.map((value) => seenOfClass(value as new () => object)) };
}

function seenOfClass(Class: new () => object): Readonly<Record<string, unknown>> {
  const methods = Object.getOwnPropertyNames(Class.prototype ?? {}).filter((name) => !LIFECYCLE.has(name));
  const seen = {
    name: Class.name,
    length: Class.length,
    statics: Object.getOwnPropertyNames(Class),
    methods,
  };
  try {
    const object = new Class();
    const inherited: string[] = [];
    for (const key in object) if (!LIFECYCLE.has(key)) inherited.push(key);
    return {
      ...seen,
      json: JSON.stringify(object),
      keys: Object.keys(object),
      inherited,
      inspected: inspect(object, { depth: 3 }),
    };
  } catch (error) {
    return { ...seen, error: String(error) };
  }
}
