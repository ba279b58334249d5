import { transformSync } from 'esbuild';
import { tortureFiles } from '../../bench/inject/files.ts';
import { injectEventBus } from '../../lib/injection/index.ts';
import { observe } from './observe.ts';

/** How many files have the event bus, load as before, and have classes and objects that look as before. */
export async function compareHardSyntax(): Promise<readonly string[]> {
  const files = tortureFiles();
  const lines: string[] = [];
  const counts = { injected: 0, refused: 0, run: 0, same: 0, classes: 0 };
  for (const text of files) {
    const result = injectEventBus({ path: 'a.ts', text }, { all: true, identity: { domain: 'check' } });
    if (result.status !== 'injected') {
      counts.refused += 1;
      continue;
    }
    counts.injected += 1;
    const [before, after] = [seenOf(text), seenOf(result.text)];
    if ('error' in before && 'error' in after && before.error === after.error) continue;
    counts.run += 1;
    if (JSON.stringify(before) === JSON.stringify(after)) counts.same += 1;
    else lines.push(`differs: ${JSON.stringify(before)} and ${JSON.stringify(after)} in\n${text}`);
    counts.classes += 'classes' in before ? before.classes.length : 0;
  }
  return [
    ...lines,
    `${files.length} files of hard syntax: ${counts.injected} have the event bus, ${counts.refused} are refused.`,
    `${counts.run} of those load on their own. ${counts.same} of ${counts.run} behave as before, with ${counts.classes} classes.`,
  ];
}

function seenOf(text: string): ReturnType<typeof observe> {
  try {
    const { code } = transformSync(text, {
      loader: 'ts',
      format: 'cjs',
      target: 'node22',
      logLevel: 'silent',
      tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
    });
    return observe(code);
  } catch (error) {
    return { error: String((error as Error).message).split('\n')[0] ?? '' };
  }
}
