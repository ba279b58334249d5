import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { leftoverLines, type Question } from '../../../lib/reconcile/index.ts';
import { isSound } from '../../../lib/verify/index.ts';

/** The result of an edit: a valid text, or an invalid one with the reason. */
export interface Edited {
  readonly text: string;
  readonly fault: string | null;
}

/** Returns the editor command as git does: $VISUAL, otherwise $EDITOR, otherwise a standard editor. */
export function editorCommand(env: NodeJS.ProcessEnv): string {
  return env['VISUAL'] || env['EDITOR'] || (process.platform === 'win32' ? 'notepad' : 'vi');
}

/** The setting may contain arguments (`code --wait`), so a shell parses it. The file's name is passed as a value. */
function runEditor(command: string, file: string): string | null {
  const options = { stdio: 'inherit' } as const;
  const { status, error, signal } =
    process.platform === 'win32'
      ? spawnSync(`${command} "${file}"`, { ...options, shell: true })
      : spawnSync('sh', ['-c', `${command} "$1"`, 'editor', file], options);
  if (error) return `${command}: ${error.message}`;
  return status === 0 ? null : `${command} ended with ${signal ?? status}; set $EDITOR to the one you use`;
}

/**
 * Lets the user edit a conflict, with both sides between conflict markers, in a copy outside the project.
 * @param text The initial text.
 */
export async function editClash(question: Question, text: string): Promise<Edited> {
  const folder = mkdtempSync(join(tmpdir(), 'onex-edit-'));
  // The copy has the original name, so the editor recognizes the language.
  const file = join(folder, basename(question.path));
  try {
    writeFileSync(file, text, { mode: 0o600 });
    const failure = runEditor(editorCommand(process.env), file);
    if (failure !== null) return { text, fault: failure };
    const edited = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
    const known = [question.base, question.ours, question.theirs];
    if (leftoverLines(edited, question.path, known).length > 0)
      return { text: edited, fault: 'conflict markers are left in it' };
    // A file that was already invalid may stay invalid.
    const broken =
      !(await isSound(question.path, edited)) && (await isSound(question.path, question.withOurs));
    return { text: edited, fault: broken ? 'it does not parse' : null };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
