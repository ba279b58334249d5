import type { BusLogger } from '../../src/event-bus/index.ts';

export interface Line {
  readonly level: keyof BusLogger;
  readonly message: string;
  readonly fields: object;
}

/** A logger that keeps its lines. */
export function recordingLogger(): BusLogger & { readonly lines: Line[] } {
  const lines: Line[] = [];
  const write =
    (level: Line['level']) =>
    (fields: object | string, message = ''): void => {
      lines.push(
        typeof fields === 'string' ? { level, message: fields, fields: {} } : { level, message, fields },
      );
    };
  return { lines, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
