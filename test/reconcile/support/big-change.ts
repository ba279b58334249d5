import type { Files, Project } from './project.ts';

const COUNT = 40;

/** Forty files of the templates' first version. */
export function firstVersion(): Files {
  const files: Files = {};
  for (let index = 0; index < COUNT; index += 1)
    files[`dir${index % 5}/file${index}.txt`] = `1\n2\n3\n4\n${index}\n`;
  return { ...files, 'old/gone.txt': 'gone\n', '*run.sh': '#!/bin/sh\n', 'name_before.txt': 'a\nb\nc\nd\n' };
}

/** The next version: changes in most files, new files, one gone, one renamed, one mode changed. */
export function nextVersion(): Files {
  const files: Files = {};
  for (let index = 0; index < COUNT; index += 1) {
    files[`dir${index % 5}/file${index}.txt`] =
      index % 4 === 0 ? `1\n2\n3\n4\n${index}\n` : `1\n2\n3\n4\nnew ${index}\n`;
  }
  return {
    ...files,
    'new/a.txt': 'a\n',
    'new/b/c.txt': 'c\n',
    'deep/er/only.txt': 'only\n',
    'run.sh': '#!/bin/sh\n',
    'name_after.txt': 'a\nb\nc\nD\n',
  };
}

export const RENAMES = [{ from: 'name_before.txt', to: 'name_after.txt' }];

/** What the owner did in between. */
export function edit(project: Pick<Project, 'write' | 'remove'>): void {
  project.write('dir1/file1.txt', 'mine\n2\n3\n4\n1\n');
  project.write('dir2/file2.txt', '1\r\n2\r\n3\r\n4\r\n2\r\n');
  project.write('name_before.txt', 'A\nb\nc\nd\n');
  project.write('own.txt', 'own\n');
  project.remove('dir3/file3.txt');
}
