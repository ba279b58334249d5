import { runMergeDriver } from '../../lib/reconcile/merge/driver/index.ts';

/** Git before 2.44 knows no labels and passes their placeholders on. */
function label(given: string | undefined, placeholder: string, name: string): string {
  const text = given?.replaceAll(/\s+/g, ' ').trim() ?? '';
  return text === '' || text === placeholder ? name : text;
}

/**
 * Runs `onex merge-driver %O %A %B %L %P %S %X %Y`, which git calls after `onex doctor --fix` has set it up. Help does
 * not list it. Sets the exit code that git expects.
 */
export async function mergeDriver(argv: readonly string[]): Promise<void> {
  const [base, ours, theirs, size, path, ofBase, ofOurs, ofTheirs] = argv;
  if (base === undefined || ours === undefined || theirs === undefined) {
    process.stderr.write(
      'onex merge-driver is run by git: merge-driver %O %A %B %L %P. Run onex doctor --fix to set it up.\n',
    );
    process.exitCode = 129;
    return;
  }
  const markerSize = Number(size);
  process.exitCode = await runMergeDriver({
    base,
    ours,
    theirs,
    markerSize: Number.isSafeInteger(markerSize) && markerSize > 0 && markerSize < 1000 ? markerSize : 7,
    path: path ?? 'contract.yaml',
    labels: {
      base: label(ofBase, '%S', 'base'),
      ours: label(ofOurs, '%X', 'ours'),
      theirs: label(ofTheirs, '%Y', 'theirs'),
    },
  });
}
