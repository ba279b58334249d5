import { paint, terminalLine, type Tone } from 'onex-cli-kit';
import type { FileAction, FilePlan } from '../reconcile/index.ts';

const TONES: Readonly<Record<FileAction, Tone>> = {
  create: 'good',
  adopt: 'accent',
  update: 'good',
  merge: 'good',
  rename: 'accent',
  unchanged: 'faint',
  keep: 'accent',
  conflict: 'bad',
  delete: 'caution',
  'kept-deleted': 'caution',
  refused: 'bad',
};

function line({ action, path, from, mode, reason }: FilePlan): string {
  const name = terminalLine(from === null ? path : `${from} → ${path}`);
  const executable =
    action === 'create' && mode !== null && (mode & 0o111) !== 0 ? paint('faint', '  (executable)') : '';
  // The next steps already say what to do about a deleted folder.
  const short = action === 'kept-deleted' ? reason?.split(';', 1)[0] : reason;
  const why = short == null ? '' : paint('faint', `  ${terminalLine(short)}`);
  return `  ${paint(TONES[action], action.padEnd(12))} ${name}${executable}${why}\n`;
}

/** Returns one line for each changed or differing file; unchanged ones are only counted. */
export function showFiles(files: readonly FilePlan[]): string {
  const shown = files.filter(({ action }) => action !== 'unchanged');
  const same = files.length - shown.length;
  const rest =
    same === 0 ? '' : paint('faint', `  ${same} ${same === 1 ? 'file is' : 'files are'} unchanged\n`);
  return shown.map(line).join('') + rest;
}
