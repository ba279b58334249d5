import type { Logger } from '../../../src/logging/index.ts';

export interface LoggedLine {
  readonly level: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A logger that keeps the lines of its children too, each with the fields that it inherits. */
export function childLogger(): Logger & { readonly lines: LoggedLine[] } {
  const lines: LoggedLine[] = [];
  const bound = (inherited: object): Logger & { readonly lines: LoggedLine[] } => {
    const write =
      (level: string) =>
      (fields: object | string, message = ''): void =>
        void lines.push(
          typeof fields === 'string'
            ? { level, message: fields, fields: { ...inherited } }
            : { level, message, fields: { ...inherited, ...fields } },
        );
    const levels = ['debug', 'info', 'warn', 'error', 'fatal'];
    return {
      ...Object.fromEntries(levels.map((level) => [level, write(level)])),
      lines,
      child: (more: object) => bound({ ...inherited, ...more }),
    } as unknown as Logger & { readonly lines: LoggedLine[] };
  };
  return bound({});
}
