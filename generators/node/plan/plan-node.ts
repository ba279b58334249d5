import { quote } from 'onex-cli-kit';
import type { Contract, Finding, NodeKind, Origin } from 'onex-runtime/contract';
import { contractFromAnswers, type ContractAnswers } from '../../../lib/contract/index.ts';
import { UserError } from '../../../lib/errors/index.ts';
import { compareVersionFolders, folderOfNode, versionFolder } from '../../../lib/naming/index.ts';
import { nodeNames, placeOfNode, type ProjectContracts } from '../../../lib/project/index.ts';
import { recordedFolders, recordedOrigin } from '../../../lib/project/versions/index.ts';
import { GENERATOR_VERSION } from '../../../lib/package/index.ts';
import { readUnit, type Manifest, type RecordedState, type Winner } from '../../../lib/reconcile/index.ts';
import type { NodeAnswers, WorkflowEngine } from '../../../lib/render/index.ts';
import {
  contractAnswers,
  NEED_THE_BUS,
  stepOf,
  stepTexts,
  readContractText,
  readContracts,
  type ReadNodeContract,
  regenerate,
  withOwnersEdits,
  type Regeneration,
} from '../contract/index.ts';
import { projectNodes, type ReadNode } from './project-nodes.ts';
import { asksAboutConflicts, type Session } from '../session/index.ts';
import { sourceOf } from './source.ts';

/** A node that is ready to be rendered. */
export interface PlannedNode {
  readonly contract: Contract;
  /** Its folder below `nodes/`. */
  readonly place: string;
  /** Of this version: `v1_0_0`. */
  readonly folder: string;
  /** The text that is rendered from: the owner's edits are in it. */
  readonly text: string;
  /** The text that the generator would write to contract.yaml. */
  readonly theirs: string;
  readonly answers: NodeAnswers;
  /** Paths that were generated for the node before, relative to its folder. */
  readonly recorded: ReadonlySet<string>;
  /** Folders of the other versions, oldest first. */
  readonly olderVersions: readonly string[];
  /**
   * The files next to the version folders describe the newest version. If that is not this one, returns their last
   * generated text; otherwise null.
   */
  readonly beside: ((path: string) => string | null) | null;
  /** Nodes of the project that may perform its steps. */
  readonly nodes: readonly ReadNode[];
  /**
   * Hash of the sources of the node; undefined if there are other versions, which were rendered from their own
   * contracts and possibly by another generator.
   */
  readonly source: string | undefined;
}

/**
 * @param options.byDefault Whether a node that does not need the bus has it by default.
 */
function answersOf(
  { given }: Session,
  kind: NodeKind,
  recorded: Manifest | null = null,
  { byDefault = false, origin }: { readonly byDefault?: boolean; readonly origin: Origin },
): NodeAnswers {
  const required = NEED_THE_BUS.has(kind);
  if (required && given['event-bus'] === false) {
    throw new UserError(
      'ERR_ONEX_USAGE',
      `--no-event-bus: an ${kind} requires the event bus; omit the option`,
    );
  }
  return {
    eventBus: required || (given['event-bus'] ?? recorded?.answers['eventBus'] ?? byDefault) === true,
    workflowEngine:
      (given['workflow-engine'] as WorkflowEngine | undefined) ??
      (recorded?.answers['workflowEngine'] === 'llamaindex' ? 'llamaindex' : 'builtin'),
    ...(origin === 'foreign' && { contractOrigin: origin }),
  };
}

/** Adds the data of the other versions. */
async function besideOthers(
  planned: Omit<PlannedNode, 'folder' | 'recorded' | 'olderVersions' | 'beside' | 'nodes' | 'source'>,
  recorded: RecordedState,
  contracts: ProjectContracts,
): Promise<PlannedNode> {
  const { manifest } = recorded;
  const { contract, text, answers } = planned;
  const own = versionFolder(contract.nodeVersion);
  const others = (manifest === null ? [] : recordedFolders(manifest)).filter((folder) => folder !== own);
  if (others.length > 0 && !recorded.hasTexts) {
    const unit = `nodes/${planned.place}`;
    throw new UserError(
      'ERR_ONEX_MISSING_FILE',
      `${recorded.baseFile.path}, which stores the generated texts of the other versions, is missing; create it again: onex upgrade ${unit}`,
    );
  }
  const older = others.filter((folder) => compareVersionFolders(folder, own) < 0);
  const nodes = await projectNodes(contract, contracts);
  const version = { folder: own, contract: text };
  return {
    ...planned,
    folder: own,
    recorded: new Set(manifest?.files.map(({ path }) => path)),
    olderVersions: older,
    beside: older.length < others.length ? (path) => recorded.textOf(path) : null,
    nodes,
    source: others.length === 0 ? sourceOf({ ...answers }, [version], nodes) : undefined,
  };
}

/**
 * Returns the records of the folder of a contract's node.
 * @throws UserError if the folder belongs to a node with another name.
 */
async function recordOf({ name }: Contract, node: string, { place, basis }: Session): Promise<RecordedState> {
  const folder = folderOfNode(name);
  basis.watch(node);
  const recorded = await readUnit(place.root, `nodes/${node}`, GENERATOR_VERSION);
  const other = recorded.manifest?.unit.name;
  if (other === undefined || other === name || other === folder) return recorded;
  throw new UserError(
    'ERR_ONEX_ALREADY_EXISTS',
    `nodes/${node} is the folder of the node ${quote(other)}, and ${quote(name)} would have the same one; rename one of them`,
  );
}

/** The user is asked about conflicts in the contract before the other files are rendered from it. */
function winnerOf(session: Session): Winner {
  const { given, answerConflict } = session;
  if (asksAboutConflicts(session) && answerConflict !== null) return answerConflict;
  return given['on-conflict'] === 'theirs' ? 'theirs' : 'ours';
}

/** Reads a contract with the merged edits of the user. */
function ownersContract(
  text: string,
  { node, folder, origin }: { readonly node: string; readonly folder: string; readonly origin: Origin },
  findings: Finding[],
): Contract {
  return readContractText(text, `nodes/${node}/${folder}/contract.yaml`, findings, origin);
}

async function again(
  session: Session,
  answers: ContractAnswers,
  contract: Contract,
  { recorded, node }: { readonly recorded: RecordedState; readonly node: string },
): Promise<Regeneration | null> {
  const { given, place } = session;
  return regenerate({
    root: place.root,
    node,
    recorded,
    folder: versionFolder(contract.nodeVersion),
    answers,
    isGiven: (name) => given[name] !== undefined,
    replacesOperations: session.asked.has('operations'),
    stepsOf: async (former) => {
      const nodes = await nodeNames(place.root);
      return Promise.all(
        stepTexts(former).map((step) => stepOf(step, session, nodes, folderOfNode(contract.name))),
      );
    },
    winner: winnerOf(session),
  });
}

/**
 * Returns the nodes to create, from a file or from the answers. A contract is one node; a document of another tool may
 * describe several.
 * @param kind Null: that of the contract.
 * @param domain Domain of the project, for a node without its own.
 */
export async function planNodes(
  session: Session,
  kind: NodeKind | null,
  domain: string,
): Promise<readonly PlannedNode[]> {
  const { given } = session;
  if (typeof given['contract'] !== 'string') {
    if (given['models'] !== undefined)
      throw new UserError(
        'ERR_ONEX_USAGE',
        '--models gives models to the contract of --contract; give that too',
      );
    if (kind === null) throw new UserError('ERR_ONEX_USAGE', '--kind is missing');
    return [await planFromAnswers(session, kind, domain)];
  }
  const readings = await readContracts(session, given['contract'], kind);
  return Promise.all(readings.map((reading) => planFromContract(session, reading)));
}

async function planFromContract(session: Session, reading: ReadNodeContract): Promise<PlannedNode> {
  const { place } = session;
  const { contract, origin } = reading;
  const node = await placeOfNode(place.root, folderOfNode(contract.name));
  const recorded = await recordOf(contract, node, session);
  // A contract that lists subscriptions needs the bus. Topics from the naming rule are not in its text.
  const listens = contract.topics.subscribe.some(({ topic }) => reading.text.includes(topic));
  const answers = answersOf(session, contract.kind, recorded.manifest, { byDefault: listens, origin });
  const folder = versionFolder(contract.nodeVersion);
  const winner = winnerOf(session);
  const former = { root: place.root, node, recorded, folder, winner, origin };
  const text = await withOwnersEdits(former, reading.text);
  const edited = text === reading.text ? contract : ownersContract(text, former, []);
  return besideOthers(
    { contract: edited, place: node, text, theirs: reading.text, answers },
    recorded,
    session.contracts,
  );
}

async function planFromAnswers(session: Session, kind: NodeKind, domain: string): Promise<PlannedNode> {
  const answers = await contractAnswers(session, kind, domain);
  const fresh = contractFromAnswers(answers);
  const named = readContractText(fresh, 'contract.yaml', session.findings, 'project');
  const node = await placeOfNode(session.place.root, folderOfNode(named.name));
  const recorded = await recordOf(named, node, session);
  const before = await again(session, answers, named, { recorded, node });
  const text = before?.text ?? fresh;
  const origin = recordedOrigin(recorded.manifest);
  const former = { node, folder: versionFolder(named.nodeVersion), origin };
  const contract = before ? ownersContract(text, former, session.findings) : named;
  const theirs = before?.theirs ?? fresh;
  return besideOthers(
    { contract, place: node, text, theirs, answers: answersOf(session, kind, recorded.manifest, { origin }) },
    recorded,
    session.contracts,
  );
}
