import { createHash, type Hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GENERATOR_VERSION, GENERATORS_ROOT, PACKAGE_ROOT } from '../../lib/package/index.ts';
import type { JsonObject, ProjectNode } from '../../lib/render/index.ts';

let ofGenerator: string | null = null;

function addFolder(hash: Hash, folder: string, path: string): void {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const [file, name] = [join(folder, entry.name), `${path}/${entry.name}`];
    if (entry.isDirectory()) addFolder(hash, file, name);
    // The build names a chunk of code by the hash of what is in it.
    else hash.update(`${name}\0`).update(path === '/chunks' ? '' : readFileSync(file));
  }
}

/** Hash of all that renders: code and templates as they were built. */
function hashOfGenerator(): string {
  const hash = createHash('sha256').update(GENERATOR_VERSION);
  addFolder(hash, GENERATORS_ROOT, '');
  return hash.digest('hex');
}

/** A contract's text whatever a checkout made of its line ends, so that two checkouts agree. */
const plain = (text: string): string => text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');

/**
 * Hash of everything a node is rendered from, by which an unchanged node need not be rendered again: this build of the
 * generator, the node's answers, and the contract of each of its versions, and of the nodes that do its steps. The manifest that keeps it is untrusted: a
 * wrong one hides what this generator would change from the runs that look at the node, and does nothing else.
 * @returns undefined where the generator runs from its sources: they change without any build.
 */
export function sourceOf(
  answers: JsonObject,
  versions: readonly { readonly folder: string; readonly contract: string }[],
  nodes: readonly ProjectNode[],
): string | undefined {
  if (GENERATORS_ROOT === join(PACKAGE_ROOT, 'generators')) return undefined;
  ofGenerator ??= hashOfGenerator();
  const contracts = versions.map(({ folder, contract }) => [folder, plain(contract)]);
  const others = nodes.map(({ folder, contract }) => [folder, contract.hash]);
  const parts = [ofGenerator, Object.entries(answers).toSorted(), contracts, others];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
