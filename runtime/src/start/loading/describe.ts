import { fileURLToPath } from 'node:url';
import { userFrame } from '../../errors/user-frame.ts';
import { packageRemedy } from './packages.ts';
import { importRemedy } from './written-import.ts';

/**
 * Why a module of a project cannot be loaded, and what to do, in one line.
 * @param root the project's folder, to which paths are relative
 */
export function describeLoadError(error: unknown, root: string): string {
  if (!(error instanceof Error)) return String(error);
  const known = importRemedy(error, root) ?? packageRemedy(error, root);
  if (known !== null) return known;
  const message = relativeTo(root, error.message.split('\n')[0]!.trim());
  const frame = userFrame(error.stack, root);
  return frame === null ? message : `${message} (${frame})`;
}

/** Replaces the paths in Node's messages with paths relative to the project. */
function relativeTo(root: string, message: string): string {
  return message
    .replaceAll(/file:\/\/[^\s'"]+/gu, (url) => attemptPath(url) ?? url)
    .replaceAll(`${root}/`, '')
    .replaceAll(`${root}\\`, '');
}

function attemptPath(url: string): string | null {
  try {
    return fileURLToPath(url);
  } catch {
    return null;
  }
}
