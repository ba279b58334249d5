import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openFormatter } from '../../lib/formatter/index.ts';
import { GENERATOR_VERSION } from '../../lib/package/index.ts';
import { commit, reconcile } from '../../lib/reconcile/index.ts';
import type { Unit } from '../../lib/render/index.ts';
import type { TemplateChange } from './changes.ts';
import { install, type Style } from './styles.ts';

/** How many files both sides changed, and how many of them are in conflict. */
export interface Conflicts {
  readonly files: number;
  readonly onex: number;
  readonly git: number;
}

interface Texts {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

const textsOf = (units: readonly Unit[]): Map<string, string> =>
  new Map(
    units.flatMap((unit) =>
      unit.files.flatMap(({ path: file, contents }) =>
        typeof contents === 'string' ? [[path.posix.join(unit.root, file), contents] as const] : [],
      ),
    ),
  );

/** Whether `git merge-file` leaves a conflict. */
function conflictsInGit({ base, ours, theirs }: Texts, scratch: string): boolean {
  const files = { ours, base, theirs };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(scratch, name), text);
  const { status } = spawnSync('git', ['merge-file', '-p', 'ours', 'base', 'theirs'], { cwd: scratch });
  return status !== 0;
}

/** The owner's files: in their format, each with a line of their own. */
async function edited(root: string, texts: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const formatter = openFormatter(root)!;
  const requests = [...texts].map(([file, text]) => ({ path: file, text }));
  const formatted = await formatter.format(requests);
  formatter.close();
  return new Map(
    requests.map(({ path: file, text }, index) => {
      const own = file.endsWith('.ts') && !text.startsWith('#!') ? '// Mine.\n\n' : '';
      return [file, own + (formatted[index] ?? text)];
    }),
  );
}

/** Upgrades a project that its owner formatted and edited, and merges the same files by git. */
export async function countConflicts(style: Style, change: TemplateChange): Promise<Conflicts> {
  const root = mkdtempSync(path.join(tmpdir(), 'onex-bench-'));
  const scratch = path.join(root, '.scratch');
  mkdirSync(scratch);
  const generate = async (units: readonly Unit[]) => {
    const options = { generatorVersion: GENERATOR_VERSION, onConflict: 'markers' } as const;
    return commit(await reconcile({ root, units, options }));
  };
  try {
    install(style, root);
    await generate(change.before);
    const [before, after] = [textsOf(change.before), textsOf(change.after)];
    const mine = await edited(root, before);
    for (const [file, text] of mine) writeFileSync(path.join(root, file), text);
    if (style.isRemoved === true) rmSync(path.join(root, 'node_modules'), { recursive: true });
    const both = [...before].filter(
      ([file, text]) => after.has(file) && after.get(file) !== text && mine.get(file) !== text,
    );
    const git = both.filter(([file, base]) =>
      conflictsInGit(
        { base, ours: readFileSync(path.join(root, file), 'utf8'), theirs: after.get(file)! },
        scratch,
      ),
    );
    const { conflicts } = await generate(change.after);
    return { files: both.length, onex: conflicts.length, git: git.length };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
