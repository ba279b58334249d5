import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  GENERATOR_VERSION,
  GENERATORS_ROOT,
  hashOfGenerators,
  PACKAGE_ROOT,
} from '../../../lib/package/index.ts';
import type { JsonObject } from '../../../lib/render/index.ts';
import type { ReadNode } from './project-nodes.ts';

/** Normalizes a contract's text, so checkouts with different line ends have the same hash. */
const plain = (text: string): string => text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');

/**
 * Returns a hash of everything that a node is rendered from: this build of the generator, the node's answers, the
 * contract of each of its versions, and those of the nodes that perform its steps. An unchanged node need not be
 * rendered again. The manifest that stores the hash is untrusted. A wrong hash only hides pending changes from runs
 * that check the node.
 * @returns undefined if the generator runs from its sources, which change without a build.
 */
export function sourceOf(
  answers: JsonObject,
  versions: readonly { readonly folder: string; readonly contract: string }[],
  nodes: readonly ReadNode[],
): string | undefined {
  if (GENERATORS_ROOT === join(PACKAGE_ROOT, 'generators')) return undefined;
  const contracts = versions.map(({ folder, contract }) => [folder, plain(contract)]);
  const others = nodes.map(({ folder, text }) => [folder, plain(text)]);
  const parts = [
    GENERATOR_VERSION,
    hashOfGenerators(),
    Object.entries(answers).toSorted(),
    contracts,
    others,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
