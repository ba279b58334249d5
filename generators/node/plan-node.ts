import type { Contract, NodeKind, SemanticVersion } from 'onex-runtime/contract';
import { contractFromAnswers, type StepAnswer } from '../../lib/contract/index.ts';
import { UserError } from '../../lib/errors/index.ts';
import { parseDomain, parseNodeName, parseOperationName } from '../../lib/naming/index.ts';
import { quote } from '../../lib/options/index.ts';
import { findNode, nodeNames, readNodeContract } from '../../lib/project/index.ts';
import type { NodeAnswers, WorkflowEngine } from '../../lib/render/index.ts';
import { checkName } from './check-name.ts';
import { readContractFile, readContractText } from './read-contract-file.ts';
import type { Session } from './session.ts';

/** A node that is ready to be rendered. */
export interface PlannedNode {
  readonly contract: Contract;
  /** The text of its contract.yaml. */
  readonly text: string;
  readonly answers: NodeAnswers;
}

const NEED_THE_BUS: ReadonlySet<NodeKind> = new Set(['effect', 'orchestrator']);

const listed = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as string[]) : []);

function answersOf({ given }: Session, kind: NodeKind): NodeAnswers {
  const required = NEED_THE_BUS.has(kind);
  if (required && given['event-bus'] === false) {
    throw new UserError(
      `--no-event-bus: an ${kind} works through the event bus alone; leave the option away`,
    );
  }
  return {
    eventBus: required || given['event-bus'] === true,
    workflowEngine: (given['workflow-engine'] as WorkflowEngine | undefined) ?? 'builtin',
  };
}

function versionOf(given: unknown): SemanticVersion | null {
  if (typeof given !== 'string') return null;
  const numbers = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/.exec(given)?.slice(1).map(Number);
  const [major, minor, patch] = numbers ?? [];
  if (major !== undefined && minor !== undefined && patch !== undefined) return { major, minor, patch };
  throw new UserError(`--node-version ${quote(given)} is no version; write three numbers such as 1.0.0`);
}

/** `payment:create` → the contract of the node that is called so, and the operation. */
async function stepOf(text: string, root: string, nodes: readonly string[]): Promise<StepAnswer> {
  const [wanted = '', ...operation] = text.split(':');
  const contract = await readNodeContract(root, findNode(wanted, nodes));
  return { contract, operation: operation.length === 0 ? null : operation.join(':') };
}

/** The text of a new node's contract, from the answers. */
async function textFromAnswers({ given, place }: Session, kind: NodeKind, domain: string): Promise<string> {
  const nodes = await nodeNames(place.root);
  const name = String(given['name']);
  checkName(name, nodes);
  const steps = listed(given['steps']);
  if (kind === 'orchestrator' && listed(given['operations']).length > 0) {
    throw new UserError(
      '--operations: an orchestrator has the operation run alone; name what it drives with --steps',
    );
  }
  return contractFromAnswers({
    kind,
    name: parseNodeName(name),
    domain: parseDomain(String(given['domain'] ?? domain)),
    description: typeof given['description'] === 'string' ? given['description'] : null,
    operations: listed(given['operations']).map(parseOperationName),
    nodeVersion: versionOf(given['node-version']),
    steps: await Promise.all(steps.map((step) => stepOf(step, place.root, nodes))),
  });
}

/**
 * The contract of the node to be made, from a file or from the answers, read once by the runtime's own reader.
 * @param kind null: the contract says it
 * @param domain of the project, for a node whose domain is not given
 */
export async function planNode(
  session: Session,
  kind: NodeKind | null,
  domain: string,
): Promise<PlannedNode> {
  const { given } = session;
  if (typeof given['contract'] === 'string') {
    const reading = await readContractFile(session, given['contract'], kind);
    return { ...reading, answers: answersOf(session, reading.contract.kind) };
  }
  if (kind === null) throw new UserError('--kind is missing');
  const text = await textFromAnswers(session, kind, domain);
  const contract = readContractText(text, 'contract.yaml', session.warnings);
  return { contract, text, answers: answersOf(session, kind) };
}
