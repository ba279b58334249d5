import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { leftoverLines, type Question } from '../../../lib/reconcile/index.ts';
import { isSound } from '../../../lib/verify/index.ts';

/** What came back from the editor: a text that is fit to be written, or one that is not and why. */
export interface Edited {
  readonly text: string;
  readonly fault: string | null;
}

/** The command that edits a file: as git has it, $VISUAL, else $EDITOR, else what the system always has. */
export function editorCommand(env: NodeJS.ProcessEnv): string {
  return env['VISUAL'] || env['EDITOR'] || (process.platform === 'win32' ? 'notepad' : 'vi');
}

/** The setting may hold arguments (`code --wait`), so that a shell reads it; the file's name it gets as a value. */
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
 * Lets somebody edit a clash, both sides between conflict markers, in a copy outside the project.
 * @param text What to begin with.
 */
export async function editClash(question: Question, text: string): Promise<Edited> {
  const folder = mkdtempSync(join(tmpdir(), 'onex-edit-'));
  // Under its own name, so that the editor knows the language.
  const file = join(folder, basename(question.path));
  try {
    writeFileSync(file, text, { mode: 0o600 });
    const failure = runEditor(editorCommand(process.env), file);
    if (failure !== null) return { text, fault: failure };
    const edited = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
    const known = [question.base, question.ours, question.theirs];
    if (leftoverLines(edited, question.path, known).length > 0)
      return { text: edited, fault: 'conflict markers are left in it' };
    // Where the file was broken already, it may stay so.
    const broken =
      !(await isSound(question.path, edited)) && (await isSound(question.path, question.withOurs));
    return { text: edited, fault: broken ? 'it does not parse' : null };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
