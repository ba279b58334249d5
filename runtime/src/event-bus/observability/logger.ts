/** One level of a logger of pino's shape. */
export interface BusLogMethod {
  (fields: object, message?: string): void;
  (message: string): void;
}

/** What the bus logs through: the node's logger, or a console for classes that have none. */
export interface BusLogger {
  readonly debug: BusLogMethod;
  readonly info: BusLogMethod;
  readonly warn: BusLogMethod;
  readonly error: BusLogMethod;
}

/** Warnings and errors on standard error, the rest nowhere: a class that is not a node has no settings for its logs. */
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
