/** One level of the logger: `log.info({ topic }, 'subscribed')` or `log.info('subscribed')`. */
export interface LogMethod {
  (fields: object, message?: string): void;
  (message: string): void;
}

/** What nodes log through; pino's loggers are of this shape. */
export interface Logger {
  readonly trace: LogMethod;
  readonly debug: LogMethod;
  readonly info: LogMethod;
  readonly warn: LogMethod;
  readonly error: LogMethod;
  readonly fatal: LogMethod;
  /** A logger whose every line carries `bindings` too. */
  child(bindings: Record<string, unknown>): Logger;
}

const nothing: LogMethod = () => {};

/** A logger that discards everything; the default of a container without one. */
export const silentLogger: Logger = {
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
  child: () => silentLogger,
};
