import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { GENERATOR_VERSION, GENERATORS_ROOT, PACKAGE_ROOT } from '../../../lib/package/index.ts';
import type { JsonObject } from '../../../lib/render/index.ts';
import type { ReadNode } from './project-nodes.ts';

let ofGenerator: string | null = null;

/** Hash of all that renders, as it was built: the templates, and of the code the name of its bundle. */
function hashOfGenerator(): string {
  const hash = createHash('sha256').update(GENERATOR_VERSION);
  const paths = readdirSync(GENERATORS_ROOT, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(GENERATORS_ROOT, join(parentPath, name)).replaceAll(sep, '/'))
    .toSorted();
  // Of the same name everywhere, so that a project on two systems does not change its manifests to and fro.
  for (const path of paths) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(GENERATORS_ROOT, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** A contract's text whatever a checkout made of its line ends, so that two checkouts agree. */
const plain = (text: string): string => text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');

/**
 * Hash of everything a node is rendered from, by which an unchanged node need not be rendered again: this build of the
 * generator, the node's answers, and the contract of each of its versions, and of the nodes that do its steps. The
 * manifest that keeps it is untrusted: a wrong one hides what this generator would change from the runs that look at the
 * node, and does nothing else.
 * @returns undefined where the generator runs from its sources: they change without any build.
 */
export function sourceOf(
  answers: JsonObject,
  versions: readonly { readonly folder: string; readonly contract: string }[],
  nodes: readonly ReadNode[],
): string | undefined {
  if (GENERATORS_ROOT === join(PACKAGE_ROOT, 'generators')) return undefined;
  ofGenerator ??= hashOfGenerator();
  const contracts = versions.map(({ folder, contract }) => [folder, plain(contract)]);
  const others = nodes.map(({ folder, text }) => [folder, plain(text)]);
  const parts = [ofGenerator, Object.entries(answers).toSorted(), contracts, others];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
