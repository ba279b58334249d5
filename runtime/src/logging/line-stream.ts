/** Where log lines go, each with its line break. Not pino's type: pino is in the bundle, and its types are not. */
export interface LineStream {
  write(line: string): void;
}
