import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Folder of the package that a bundled file belongs to, or null for a file of ours. */
function packageOf(path: string): string | null {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path.replaceAll('\\', '/'))?.[1] ?? null;
}

async function noticeOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
  };
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)\b/i.test(file));
  const texts = await Promise.all(files.toSorted().map((file) => readFile(join(folder, file), 'utf8')));
  return [`${name} ${version} (${license ?? 'see below'})`, ...texts.map((text) => text.trim())].join('\n\n');
}

/**
 * Writes the licenses of all packages that a bundle contains. Most licenses require this of a redistributor.
 * @param holder what the bundle is, as the text begins
 * @param inputs paths of bundled files, relative to `root`
 */
export async function writeLicenses(
  root: string,
  holder: string,
  inputs: readonly string[],
  target: string,
): Promise<void> {
  const folders = [...new Set(inputs.flatMap((path) => packageOf(path) ?? []))].toSorted();
  const notices = await Promise.all(folders.map((folder) => noticeOf(join(root, folder))));
  const rule = `\n\n${'-'.repeat(80)}\n\n`;
  await writeFile(target, `${holder} holds these packages.${rule}${notices.join(rule)}\n`);
}
