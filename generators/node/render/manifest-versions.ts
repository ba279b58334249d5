import { compareVersionFolders } from '../../../lib/naming/index.ts';
import { numbersOf } from '../../../lib/project/versions/index.ts';

/** The entry of one version in node.manifest.yaml, as its template renders it. */
const ENTRY = /^ {2}- version: .*\n {4}folder: (v\d+_\d+_\d+)\n(?: {4}.*\n?)*/gm;

/**
 * Enters a version in the text of a node.manifest.yaml that was generated, before the versions that are newer. Its entry
 * is that of the next newer version, as the template rendered it, with the other version. A text that lists the version,
 * or no version at all, is returned unchanged.
 */
export function withVersion(manifest: string, folder: string): string {
  const entries = [...manifest.matchAll(ENTRY)];
  if (entries.some(([, listed]) => listed === folder)) return manifest;
  const newer = entries.find(([, listed]) => compareVersionFolders(listed!, folder) > 0);
  if (newer === undefined) return manifest;
  const [rendered, listed = ''] = newer;
  const entry = rendered.replaceAll(listed, folder).replaceAll(numbersOf(listed), numbersOf(folder));
  return manifest.slice(0, newer.index) + entry + manifest.slice(newer.index);
}
