/** One level of a logger of pino's shape. */
export interface BusLogMethod {
  (fields: object, message?: string): void;
  (message: string): void;
}

/** The logger of the bus: the node's logger, or the console for classes that have none. */
export interface BusLogger {
  readonly debug: BusLogMethod;
  readonly info: BusLogMethod;
  readonly warn: BusLogMethod;
  readonly error: BusLogMethod;
}

/** Writes warnings and errors to standard error, and drops the rest: a class that is not a node has no log settings. */
export function consoleLogger(name: string): BusLogger {
  const silent: BusLogMethod = () => {};
  const write =
    (level: 'warn' | 'error'): BusLogMethod =>
    (fields: object | string, message?: string) => {
      const text = typeof fields === 'string' ? fields : (message ?? '');
      const error = typeof fields === 'object' && 'error' in fields ? `: ${String(fields.error)}` : '';
      console[level](`${name}: ${text}${error}`);
    };
  return { debug: silent, info: silent, warn: write('warn'), error: write('error') };
}
