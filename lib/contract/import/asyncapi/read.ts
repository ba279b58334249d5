import { quote } from 'onex-cli-kit';
import {
  readContract,
  type Contract,
  type ContractIssue,
  type KeyPath,
  type NodeKind,
  type YamlSource,
} from 'onex-runtime/contract';
import { CONTRACT_SCHEMA } from '../../contract-from-answers.ts';
import { yamlText } from '../../write/index.ts';
import { contractValue } from './contract-value.ts';
import { AsyncapiDocument, isRecord } from './document.ts';
import { readNodes, type ReadNode } from './nodes.ts';
import { messagesOf, type NodeMessages } from './operations-of-node.ts';
import { readOperations } from './operations.ts';
import { ContractSchemas } from './schemas.ts';

/** A node's contract, created from a document. */
export interface ImportedContract {
  readonly name: string;
  readonly kind: NodeKind;
  readonly text: string;
}

export interface AsyncapiReading {
  readonly contracts: readonly ImportedContract[];
  /**
   * Everything that was dropped, widened, or decided, with its position in the document; errors if no contract could be
   * created.
   */
  readonly issues: readonly ContractIssue[];
}

/** Whether a file is an AsyncAPI document of any version. */
export function isAsyncapi({ value }: YamlSource): boolean {
  return isRecord(value) && value['asyncapi'] !== undefined;
}

const DROPPED = ['servers', 'defaultContentType', 'id'];
const DROPPED_INFO = ['license', 'contact', 'termsOfService', 'tags', 'externalDocs'];

/** Creates contracts for the nodes that an AsyncAPI 3 document describes. Never throws; reads no other file. */
export function readAsyncapi(
  source: YamlSource,
  requested: { readonly name: string | undefined; readonly kind: NodeKind | null },
): AsyncapiReading {
  const document = new AsyncapiDocument(source);
  const version = document.at(document.root, 'asyncapi');
  if (!/^3\.\d+\.\d+$/.test(String(version.value))) {
    document.note(
      version,
      `AsyncAPI ${quote(version.value)} is not read; convert the document to AsyncAPI 3`,
      'error',
    );
    return { contracts: [], issues: document.notes };
  }
  noteDropped(document);
  const nodes = readNodes(document, readOperations(document), requested);
  const contracts = nodes.map((node) => contractOf(node, document));
  return {
    contracts,
    issues: document.notes.toSorted(
      (a, b) => a.position.line - b.position.line || a.position.column - b.position.column,
    ),
  };
}

function noteDropped(document: AsyncapiDocument): void {
  const info = document.at(document.root, 'info');
  for (const key of DROPPED) {
    const spot = document.at(document.root, key);
    if (spot.value === undefined || (key === 'defaultContentType' && spot.value === 'application/json'))
      continue;
    const why = key === 'servers' ? ': a node takes its servers from the environment' : '';
    document.note(spot, `${key} is dropped${why}`);
  }
  for (const key of DROPPED_INFO) {
    const spot = document.at(info, key);
    if (spot.value !== undefined) document.note(spot, `info.${key} is dropped`);
  }
}

function contractOf(node: ReadNode, document: AsyncapiDocument): ImportedContract {
  const messages = messagesOf(node, document);
  const schemas = new ContractSchemas(document);
  const value = contractValue(node, messages, schemas);
  const text = yamlText(value, { head: [`yaml-language-server: $schema=${CONTRACT_SCHEMA}`], comments: {} });
  const { contract, issues } = readContract(text, { file: 'contract.yaml', origin: 'foreign' });
  for (const issue of issues) noteIssue(issue, value, schemas, document);
  if (contract !== null) noteDifferences(contract, node, messages, document);
  return { name: node.name, kind: node.kind, text };
}

/** Reports an issue of the contract reader at its origin in the document. */
function noteIssue(
  { severity, message, path }: ContractIssue,
  value: object,
  { origins }: ContractSchemas,
  document: AsyncapiDocument,
): void {
  let at: unknown = value;
  let found: KeyPath = [];
  for (const [index, key] of path.entries()) {
    if (typeof at === 'object' && at !== null) {
      const origin = origins.get(at);
      if (origin !== undefined) found = [...origin.path, ...path.slice(index)];
      at = (at as Record<string | number, unknown>)[key];
    }
  }
  const last = typeof at === 'object' && at !== null ? origins.get(at) : undefined;
  document.note({ path: last?.path ?? found }, message, severity);
}

/** Reports differences between the meaning of a node's contract and the document. */
function noteDifferences(
  contract: Contract,
  node: ReadNode,
  messages: NodeMessages,
  document: AsyncapiDocument,
): void {
  if (node.kind === 'reducer' && contract.stateMachine === null)
    document.note(
      document.root,
      `the states of ${node.name} are not in the document; write its state_machine into its contract.yaml`,
    );
  if (node.kind === 'orchestrator' && (contract.workflow?.steps ?? []).length === 0)
    document.note(
      document.root,
      `the steps of ${node.name} are not in the document; write its workflow_coordination into its contract.yaml`,
    );
  for (const { name, spot, completedTopic, failedTopic } of messages.operations) {
    const made = contract.operations.find((operation) => operation.name === name);
    const pairs = [
      ['completed', completedTopic, made?.completedTopic],
      ['failed', failedTopic, made?.failedTopic],
    ] as const;
    for (const [end, wanted, is] of pairs)
      if (wanted !== is && is !== undefined)
        document.note(
          spot,
          `operation ${quote(name)}: its ${end} event goes to ${quote(is, 200)}${wanted === null ? ', by the naming rule' : `, not to ${quote(wanted, 200)}`}`,
        );
  }
}
