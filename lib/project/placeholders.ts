import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isVersionFolder } from '../naming/index.ts';

/** A place in generated code that the user still has to write. */
export interface Placeholder {
  /** POSIX, from the project's root. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Messages for marks in generated code. Only the first mark of a file is reported. */
const MARKS: readonly (readonly [pattern: RegExp, message: string])[] = [
  [/\bmissingValue\(import\.meta\.url, /, 'a field has no value, so this code throws an error'],
  [/\bwarnOfPlaceholder\(/, 'the result is a sample that matches the contract'],
  [
    /^const unfilled(?:Undo)? = /,
    'fields of a command have sample values, because no earlier step has a value',
  ],
  [/^ {2}unfilled: \[/, 'the step lists fields without a value'],
];

/** Decisions that are not written yet. A file may have one in addition to a value without a source. */
const DECISIONS: typeof MARKS = [
  [/^export const \w+: Guard<\w+> = \(\) => true;$/, 'the guard always returns true'],
  [/^ {2}when: .*\(\) => true\b/, 'the step always runs, and ignores the condition in the contract'],
];

/** Finds placeholders in the code of some nodes, in all their versions. @param root Absolute folder of the project. */
export async function findPlaceholders(root: string, nodes: readonly string[]): Promise<Placeholder[]> {
  const found: Placeholder[] = [];
  for (const node of nodes) {
    for (const version of (await namesIn(join(root, 'nodes', node))).filter(isVersionFolder).toSorted()) {
      const folder = `nodes/${node}/${version}`;
      const handlers = (await namesIn(join(root, folder, 'handlers'))).map((name) => `handlers/${name}`);
      for (const name of [...handlers.filter((one) => one.endsWith('.ts')).toSorted(), 'workflow.ts'])
        found.push(...(await placeholderIn(root, `${folder}/${name}`)));
    }
  }
  return found;
}

async function placeholderIn(root: string, file: string): Promise<Placeholder[]> {
  const text = await readFile(join(root, file), 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.trimEnd());
  return [MARKS, DECISIONS].flatMap((marks) => {
    const found = marks.map(([pattern, message]) => ({
      file,
      line: lines.findIndex((one) => pattern.test(one)) + 1,
      message,
    }));
    return found.find(({ line }) => line > 0) ?? [];
  });
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
