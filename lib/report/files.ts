import type { FileAction, FilePlan } from '../reconcile/index.ts';
import { terminalLine } from 'onex-runtime/contract';
import { paint, type PaintFormat } from './style.ts';

const COLOURS: Readonly<Record<FileAction, PaintFormat>> = {
  create: 'green',
  adopt: 'cyan',
  update: 'green',
  merge: 'green',
  rename: 'cyan',
  unchanged: 'dim',
  keep: 'cyan',
  conflict: 'red',
  delete: 'yellow',
  'kept-deleted': 'yellow',
  refused: 'red',
};

function line({ action, path, from, mode, reason }: FilePlan): string {
  const name = terminalLine(from === null ? path : `${from} → ${path}`);
  const executable =
    action === 'create' && mode !== null && (mode & 0o111) !== 0 ? paint('dim', '  (executable)') : '';
  // What to do about a deleted folder is said once, with the next steps.
  const short = action === 'kept-deleted' ? reason?.split(';', 1)[0] : reason;
  const why = short == null ? '' : paint('dim', `  ${terminalLine(short)}`);
  return `  ${paint(COLOURS[action], action.padEnd(12))} ${name}${executable}${why}\n`;
}

/** One line for each file that is touched or left different; the unchanged ones are counted. */
export function showFiles(files: readonly FilePlan[]): string {
  const shown = files.filter(({ action }) => action !== 'unchanged');
  const same = files.length - shown.length;
  const rest =
    same === 0 ? '' : paint('dim', `  ${same} ${same === 1 ? 'file is' : 'files are'} unchanged\n`);
  return shown.map(line).join('') + rest;
}
