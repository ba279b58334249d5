import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Results of earlier runs in a folder of the matrix, by the name of the cell. */
export type Memory = Map<string, string>;

/** What the results depend on: the packed runtime, the tools, and the injected samples. */
export async function stampOf(folder: string): Promise<string> {
  const manifests = ['tools', 'present', 'absent'].map((name) => path.join(folder, name, 'package.json'));
  const samples = await readdir(path.join(folder, 'samples'), { recursive: true, withFileTypes: true });
  const files = samples.filter((entry) => entry.isFile() && /\.[jt]s$/.test(entry.name));
  const hash = createHash('sha256');
  for (const file of [
    ...manifests,
    ...files.map((entry) => path.join(entry.parentPath, entry.name)).toSorted(),
  ])
    hash.update(await readFile(file));
  return hash.digest('hex');
}

/** The results that were stored with the same stamp. */
export async function readMemory(folder: string, stamp: string): Promise<Memory> {
  try {
    const stored = JSON.parse(await readFile(path.join(folder, 'results.json'), 'utf8')) as {
      readonly stamp: string;
      readonly results: Readonly<Record<string, string>>;
    };
    return new Map(stored.stamp === stamp ? Object.entries(stored.results) : []);
  } catch {
    return new Map();
  }
}

export async function writeMemory(folder: string, stamp: string, results: Memory): Promise<void> {
  const text = JSON.stringify({ stamp, results: Object.fromEntries(results) }, null, 2);
  await writeFile(path.join(folder, 'results.json'), text);
}
