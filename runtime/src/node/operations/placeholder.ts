import { channel } from 'node:diagnostics_channel';
import { basename, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OnexError } from '../../errors/index.ts';
import type { Logger } from '../../logging/index.ts';
import type { HandlerContext } from './handler.ts';

const told = new WeakSet<object>();
const marked = new WeakMap<object, string>();

/**
 * Marks a function in generated code as a placeholder. The node warns about it at start.
 * @param message What the function does until its owner writes it.
 * @returns The function itself.
 */
export function markPlaceholder<Code extends (...args: never[]) => unknown>(
  code: Code,
  message: string,
): Code {
  marked.set(code, message);
  return code;
}

/** Warns about each function of a table that is marked as a placeholder. @param kind What the functions are. */
export function warnOfMarked(
  table: Readonly<Record<string, object | undefined>>,
  kind: string,
  logger: Logger,
): void {
  for (const [name, code] of Object.entries(table)) {
    const message = code === undefined ? undefined : marked.get(code);
    if (message !== undefined) logger.warn(`${kind} ${name} is a placeholder: ${message}`);
  }
}

/**
 * Diagnostics channel of the errors of `missingValue`, which shows them to tests even if a workflow continues after
 * one.
 */
export const MISSING_VALUES = channel('onex:missing-value');

/** Warns, once for each handler, that its answer is a placeholder from the contract and not its owner's work. */
export function warnOfPlaceholder(handler: object, { operation, logger }: HandlerContext): void {
  if (told.has(handler)) return;
  told.add(handler);
  logger.warn(
    { placeholder: operation },
    `${operation} is not implemented yet: its answer is a placeholder that matches the contract`,
  );
}

/**
 * The placeholder in generated code for a field without a value in the contract.
 * @param url `import.meta.url` of the file in which the value has to be written.
 * @throws OnexError METHOD_NOT_IMPLEMENTED always, with the field and the file.
 */
export function missingValue(url: string, field: string): never {
  const error = new OnexError(
    'METHOD_NOT_IMPLEMENTED',
    `The field ${JSON.stringify(field)} has no value. Write one in ${shownPath(url)}.`,
  );
  MISSING_VALUES.publish(error);
  throw error;
}

/** Within the project, the path; otherwise, only the name of the file, because the error goes to other nodes. */
function shownPath(url: string): string {
  const path = fileURLToPath(url);
  const shown = relative(process.cwd(), path).replaceAll('\\', '/');
  return shown.startsWith('..') ? basename(path) : shown;
}
