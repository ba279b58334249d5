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
