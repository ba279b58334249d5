import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { folder } from '../../support/folders.ts';

/** A folder with these files: POSIX path → text. */
export async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await folder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}
