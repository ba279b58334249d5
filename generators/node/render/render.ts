import type { Contract, NodeKind } from 'onex-runtime/contract';
import { commandsOf, type ProjectCommands } from 'onex-runtime/project';
import {
  commandTexts,
  DEFAULT_TEMPLATE_ROOT,
  nodeView,
  renderFiles,
  type FileSpec,
  type NodeAnswers,
  type NodeView,
  type ProjectAnswers,
  type RenderOptions,
  type Unit,
} from '../../../lib/render/index.ts';
import { folderOfNode } from '../../../lib/naming/index.ts';
import { computeFiles } from '../../compute/files.ts';
import { effectFiles } from '../../effect/files.ts';
import { orchestratorFiles } from '../../orchestrator/files.ts';
import { reducerFiles } from '../../reducer/files.ts';
import { NODE_FILES, sharedFiles } from '../files.ts';

const FILES_OF_KIND: Readonly<Record<NodeKind, (view: NodeView, contract: Contract) => FileSpec[]>> = {
  effect: effectFiles,
  compute: computeFiles,
  reducer: reducerFiles,
  orchestrator: orchestratorFiles,
};

const NPM = commandsOf({ manager: 'npm', existing: false });

export interface NodeRenderOptions extends RenderOptions {
  /** Folders of versions that stand beside the one that is rendered, oldest first. */
  readonly olderVersions?: readonly string[];
  /** How the project's scripts are run; absent: with npm. */
  readonly commands?: ProjectCommands;
}

/**
 * Renders a node; its `node.ts` is the one before the event bus is injected.
 *
 * @param contractText The text of `contract.yaml`, written as it is.
 */
export function renderNode(
  contract: Contract,
  contractText: string,
  project: Pick<ProjectAnswers, 'generatorVersion'>,
  answers: NodeAnswers,
  {
    templateRoot = DEFAULT_TEMPLATE_ROOT,
    olderVersions = [],
    nodes = [],
    commands = NPM,
  }: NodeRenderOptions = {},
): Unit {
  const view = nodeView(contract, project, answers, nodes);
  const versioned = [...sharedFiles(view, contractText), ...FILES_OF_KIND[contract.kind](view, contract)];
  const implementationFiles = versioned.map(({ path }) => path).toSorted();
  const manifest = { path: 'version.manifest.yaml', template: 'node/templates/version.manifest.yaml.ejs' };
  const inVersion = [...versioned, manifest].map((spec) => below(view.version.folder, spec));
  return {
    kind: 'node',
    name: contract.name,
    root: `nodes/${folderOfNode(contract.name)}`,
    files: renderFiles(templateRoot, [...NODE_FILES, ...inVersion], {
      ...view,
      implementationFiles,
      olderVersions,
      commands: commandTexts(commands),
    }),
    answers: { ...answers },
  };
}

function below(folder: string, spec: FileSpec): FileSpec {
  return Object.assign({}, spec, { path: `${folder}/${spec.path}` });
}
