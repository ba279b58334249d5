import type { Logger } from '../../../src/logging/index.ts';
import { type Line, recordingLogger } from '../../event-bus/recording-logger.ts';

/** A logger that keeps the lines of its children too, each with the fields that it inherits. */
export function childLogger(): Logger & { readonly lines: Line[] } {
  const recorder = recordingLogger();
  const bound = (inherited: object): Logger & { readonly lines: Line[] } => {
    const write =
      (level: Line['level']) =>
      (fields: object | string, message = ''): void =>
        typeof fields === 'string'
          ? recorder[level](inherited, fields)
          : recorder[level]({ ...inherited, ...fields }, message);
    const methods = {
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
    };
    return {
      ...methods,
      lines: recorder.lines,
      child: (more: object) => bound({ ...inherited, ...more }),
    } as unknown as Logger & { readonly lines: Line[] };
  };
  return bound({});
}
