import { quote } from 'onex-cli-kit';
import { NODE_KINDS, type NodeKind } from 'onex-runtime/contract';
import { UserError } from '../../../lib/errors/index.ts';
import { nodeFolder, parseDomain, parseNodeName, toSnake } from '../../../lib/naming/index.ts';
import { readNodeContract } from '../../../lib/project/index.ts';

/** What a run knows about the project before it knows the node. */
export interface Around {
  /** Absolute folder of the project. */
  readonly root: string;
  /** Full names of its nodes. */
  readonly nodes: readonly string[];
  /** Domain for a node without its own. */
  readonly domain: string;
  readonly givenDomain: string | null;
  /** Null: not known yet. */
  readonly kind: NodeKind | null;
}

/** A node in the form that its command accepts. */
export interface NamedNode {
  readonly name: string;
  readonly domain: string;
  readonly kind: NodeKind;
}

const FULL = new RegExp(`^node_(.+)_(${NODE_KINDS.join('|')})$`);

function refuseOtherKind(text: string, is: NodeKind, wanted: NodeKind | null): void {
  if (wanted === null || wanted === is) return;
  throw new UserError(
    'ERR_ONEX_INVALID_NAME',
    `${quote(text)} names a node of kind ${is}, not ${wanted}; use onex ${is} ${text}`,
  );
}

async function presentOne(full: string, { root, givenDomain, kind }: Around): Promise<NamedNode> {
  const contract = await readNodeContract(root, full);
  refuseOtherKind(full, contract.kind, kind);
  const name = parseNodeName(contract.baseName);
  const domain = parseDomain(contract.domain);
  if (nodeFolder(domain, name, contract.kind) !== full) {
    throw new UserError(
      'ERR_ONEX_INVALID_NAME',
      `${full} has its own contract; change its contract.yaml and run onex upgrade ${full}`,
    );
  }
  if (givenDomain !== null && parseDomain(givenDomain) !== domain) {
    throw new UserError(
      'ERR_ONEX_INVALID_NAME',
      `${full} is of the domain ${domain}, not ${givenDomain}; leave out --domain`,
    );
  }
  return { name, domain, kind: contract.kind };
}

/**
 * Splits a full name, with which `status` and `upgrade` refer to a node; returns null for any other name.
 * @throws UserError for an implausible name, so no node is named `node_…` twice over.
 */
export async function splitFullName(text: string, around: Around): Promise<NamedNode | null> {
  const full = toSnake(text);
  const [, parts = '', kind = ''] = FULL.exec(full) ?? [];
  if (parts === '') return null;
  if (around.nodes.includes(full)) return presentOne(full, around);
  refuseOtherKind(text, kind as NodeKind, around.kind);
  const domain = around.givenDomain ?? around.domain;
  const prefix = `${toSnake(domain)}_`;
  if (parts.startsWith(prefix)) return { name: parts.slice(prefix.length), domain, kind: kind as NodeKind };
  throw new UserError(
    'ERR_ONEX_NOT_FOUND',
    `${quote(text)} is a full name, of a node that the project does not have; write the name alone, with --domain`,
  );
}
