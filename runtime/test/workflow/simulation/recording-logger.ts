import { silentLogger, type Logger } from '../../../src/logging/index.ts';

/** A logger that keeps the messages of warnings and errors, with the workflow and step that they are about. */
export function createLogger(told: string[]): Logger {
  const tell = (...[first, second]: readonly unknown[]): void => {
    const fields = (typeof first === 'object' ? first : {}) as { workflow_id?: string; step?: string };
    const text = typeof first === 'string' ? first : String(second);
    told.push(`${fields.workflow_id ?? ''}/${fields.step ?? ''}: ${text}`);
  };
  return { ...silentLogger, warn: tell, error: tell } as Logger;
}
