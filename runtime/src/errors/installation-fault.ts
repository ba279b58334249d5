import { projectCommands } from '../project/index.ts';
import { isOnexError } from './onex-error.ts';
import { NodeFault } from './store/index.ts';

/** Errors of Node for a module that is missing, cannot be loaded, or does not fit the module that imports it. */
const CODES: ReadonlySet<unknown> = new Set([
  'ERR_DLOPEN_FAILED',
  'ERR_INVALID_PACKAGE_CONFIG',
  'ERR_INVALID_PACKAGE_TARGET',
  'ERR_MODULE_NOT_FOUND',
  'ERR_PACKAGE_IMPORT_NOT_DEFINED',
  'ERR_PACKAGE_PATH_NOT_EXPORTED',
  'ERR_UNKNOWN_BUILTIN_MODULE',
  'ERR_UNSUPPORTED_DIR_IMPORT',
  'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
  'MODULE_NOT_FOUND',
]);
const MISSING_EXPORT = /does not provide an export named/;
/** A chain of causes may be circular. */
const DEEPEST = 10;

/**
 * The node's own fault when code failed because a module of its installation cannot be loaded, such as a package that
 * was not installed; null for any other error. No message is at fault, so all messages wait.
 */
export function installationFault(error: unknown): NodeFault | null {
  let current = error;
  for (let depth = 0; depth < DEEPEST && current instanceof Error; depth += 1) {
    if (isOnexError(current) && current.code !== 'IMPORT_ERROR') return null;
    if (isOnexError(current) || isOfModule(current)) return faultOf(error as Error, current);
    current = current.cause;
  }
  return null;
}

function isOfModule(error: Error): boolean {
  const { code } = error as { code?: unknown };
  return CODES.has(code) || (error instanceof SyntaxError && MISSING_EXPORT.test(error.message));
}

function faultOf(error: Error, cause: Error): NodeFault {
  if (isOnexError(cause)) return new NodeFault('IMPORT_ERROR', cause.message, { cause: error });
  const [said = ''] = cause.message.split('\n');
  return new NodeFault(
    'IMPORT_ERROR',
    `A module of this node cannot be loaded: ${said.replace(/\.$/, '')}. Run ${projectCommands(process.cwd()).install}, and start the node again.`,
    { cause: error },
  );
}
