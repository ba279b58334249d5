import { quote } from 'onex-cli-kit';
import type { Contract, NodeKind, SemanticVersion } from 'onex-runtime/contract';
import type { ContractAnswers, StepAnswer } from '../../../lib/contract/index.ts';
import { UserError } from '../../../lib/errors/index.ts';
import { nodeFolder, parseDomain, parseNodeName, parseOperationNames } from '../../../lib/naming/index.ts';
import { findNode, nodeNames } from '../../../lib/project/index.ts';
import { checkName } from './check-name.ts';
import type { Session } from '../session/index.ts';
import { withoutBus } from './without-bus.ts';

/** Kinds that work only through the event bus. */
export const NEED_THE_BUS: ReadonlySet<NodeKind> = new Set(['effect', 'orchestrator']);

const listed = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as string[]) : []);

/** @throws UserError for an invalid `--node-version` */
export function versionOf(given: unknown): SemanticVersion | null {
  if (typeof given !== 'string') return null;
  const numbers = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/.exec(given)?.slice(1).map(Number);
  const [major, minor, patch] = numbers ?? [];
  if (major !== undefined && minor !== undefined && patch !== undefined) return { major, minor, patch };
  throw new UserError(
    'ERR_ONEX_USAGE',
    `--node-version ${quote(given)} is not a version; write three numbers such as 1.0.0`,
  );
}

/** Returns the steps of a contract in the form of `--steps`, in their order: `node_billing_payment_effect:create`. */
export function stepTexts({ workflow }: Contract): readonly string[] {
  return (workflow?.steps ?? []).flatMap(({ node, operation }) => {
    if (node === null) return [];
    return operation === null ? node : `${node}:${operation}`;
  });
}

/** Maps `payment:create` to the contract of the node with that name, and the operation. */
export async function stepOf(
  text: string,
  { place: { root }, contracts, warnings }: Session,
  nodes: readonly string[],
  self: string,
): Promise<StepAnswer> {
  const [wanted = '', ...operation] = text.split(':');
  const contract = await contracts.contract(findNode(wanted, nodes, self));
  const warning = NEED_THE_BUS.has(contract.kind) ? null : await withoutBus(root, contract);
  if (warning !== null && !warnings.includes(warning)) warnings.push(warning);
  return { contract, operation: operation.length === 0 ? null : operation.join(':') };
}

/** Returns the answers of options and prompts about the node. */
export async function contractAnswers(
  session: Session,
  kind: NodeKind,
  domain: string,
): Promise<ContractAnswers> {
  const { given, place } = session;
  const nodes = await nodeNames(place.root);
  const name = String(given['name']);
  const steps = listed(given['steps']);
  if (kind === 'orchestrator' && listed(given['operations']).length > 0) {
    throw new UserError(
      'ERR_ONEX_USAGE',
      '--operations: an orchestrator has only the operation run; name its steps with --steps',
    );
  }
  const called = parseNodeName(name);
  const within = parseDomain(String(given['domain'] ?? domain));
  checkName(name, { nodes, kind, domain: within });
  const self = nodeFolder(within, called, kind);
  return {
    kind,
    name: called,
    domain: within,
    description: typeof given['description'] === 'string' ? given['description'] : null,
    operations: parseOperationNames(listed(given['operations'])),
    nodeVersion: versionOf(given['node-version']),
    steps: await Promise.all(steps.map((step) => stepOf(step, session, nodes, self))),
  };
}
