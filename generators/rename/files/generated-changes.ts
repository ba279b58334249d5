import { openFormatter } from '../../../lib/formatter/index.ts';
import { isCloser } from '../../../lib/reconcile/index.ts';
import { templateChange } from '../../../lib/rename/index.ts';
import type { UnitPair } from '../contracts/render-both.ts';
import { join } from './moves.ts';
import type { GeneratedChange } from './owners-code.ts';
import { isTypeScript, type ProjectFiles } from './project-files.ts';

interface Texts {
  /** POSIX, relative to the project's root. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

function generatedTexts(pairs: readonly UnitPair[]): Texts[] {
  return pairs.flatMap(({ from, files }) =>
    files.flatMap(({ from: path, before, after }) =>
      before === null || after === null || path.endsWith('/contract.yaml')
        ? []
        : [{ path: join(from, path), before, after }],
    ),
  );
}

/** Generated texts in the format of the owner's files, where the project's formatter makes it. */
async function inOwnersFormat(texts: readonly Texts[], root: string, files: ProjectFiles): Promise<Texts[]> {
  const isOpen = ({ path, before }: Texts): boolean => ![before, null].includes(files.text(path));
  const open = texts.filter(isOpen);
  const formatter = open.length === 0 ? null : openFormatter(root);
  if (formatter === null) return [...texts];
  try {
    const requests = open.flatMap(({ path, before, after }) => [
      { path, text: before },
      { path, text: after },
    ]);
    const formatted = await formatter.format(requests);
    const converted = new Map(
      open.flatMap(({ path, before }, index) => {
        const [old, now] = [formatted[index * 2] ?? null, formatted[index * 2 + 1] ?? null];
        const isFormatted = old !== null && now !== null && isCloser(old, before, files.text(path)!);
        return isFormatted ? [[path, { path, before: old, after: now }] as const] : [];
      }),
    );
    return texts.map((text) => converted.get(text.path) ?? text);
  } finally {
    formatter.close();
  }
}

/**
 * How the generated files of some units change, in the format that the owner's files have.
 * @param root Absolute and real.
 * @param explains Whether a text is another one with the name exchanged.
 */
export async function generatedChanges(
  pairs: readonly UnitPair[],
  {
    root,
    files,
    explains,
  }: {
    readonly root: string;
    readonly files: ProjectFiles;
    readonly explains: (one: string, other: string) => boolean;
  },
): Promise<GeneratedChange[]> {
  const texts = await inOwnersFormat(generatedTexts(pairs), root, files);
  return texts.map(({ path, before, after }) => ({
    path,
    change: templateChange(before, after, { isCode: isTypeScript(path), explains }),
  }));
}
