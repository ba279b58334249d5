import { z } from 'zod';
import type { Contract, Origin } from 'onex-runtime/contract';
import { projectCommands, type ProjectCommands } from 'onex-runtime/project';
import { GENERATOR_VERSION, GENERATORS_ROOT } from '../../../lib/package/index.ts';
import { folderName, type ProjectContracts } from '../../../lib/project/index.ts';
import { type NodeVersion, recordedOrigin } from '../../../lib/project/versions/index.ts';
import type { Manifest } from '../../../lib/reconcile/index.ts';
import type { GeneratedFile, NodeAnswers, ProjectNode, Unit } from '../../../lib/render/index.ts';
import { NEED_THE_BUS } from '../../node/contract/index.ts';
import { injectInto, renderNode } from '../../node/render/index.ts';
import type { ReadNode } from '../../node/plan/index.ts';
import { contractOf } from './contracts-of-versions.ts';

/**
 * The stored answers. An older generator may have written them, or the user may have edited them. A missing or invalid
 * answer is replaced by the default of the contract's kind.
 */
const storedAnswers = z.object({
  eventBus: z.boolean().optional().catch(undefined),
  workflowEngine: z.enum(['builtin', 'llamaindex']).optional().catch(undefined),
});

function answersOf(manifest: Manifest | null, contract: Contract): NodeAnswers {
  const { eventBus, workflowEngine } = storedAnswers.parse(manifest?.answers ?? {});
  const needed = NEED_THE_BUS.has(contract.kind);
  return {
    eventBus: needed || eventBus === true,
    workflowEngine: workflowEngine ?? 'builtin',
    ...(recordedOrigin(manifest) === 'foreign' && { contractOrigin: 'foreign' }),
  };
}

/**
 * Replaces the contract by the text that the generator last wrote to it. The contract belongs to the user, so its edits
 * must not count as changes by the generator.
 */
function withBaseContract(files: readonly GeneratedFile[], version: NodeVersion): GeneratedFile[] {
  const { folder } = version;
  const base = version.base();
  return files.map((file) =>
    base !== null && file.path === `${folder}/contract.yaml` ? { ...file, contents: base } : file,
  );
}

async function renderVersion(
  version: NodeVersion,
  contract: Contract,
  olderVersions: readonly string[],
  node: string,
  manifest: Manifest | null,
  nodes: readonly ProjectNode[],
  commands: ProjectCommands,
): Promise<Unit> {
  const answers = answersOf(manifest, contract);
  const rendered = renderNode(contract, version.contract, { generatorVersion: GENERATOR_VERSION }, answers, {
    templateRoot: GENERATORS_ROOT,
    olderVersions,
    nodes,
    commands,
  });
  const unit = answers.eventBus ? await injectInto(rendered, contract, manifest !== null) : rendered;
  return {
    ...unit,
    name: folderName(node),
    root: `nodes/${node}`,
    files: withBaseContract(unit.files, version),
  };
}

/** The data needed to render the versions of a node. */
export interface VersionsRendering {
  readonly manifest: Manifest | null;
  originIn(version: NodeVersion): Origin;
  /** Nodes that may perform the steps of each version. */
  readonly nodes: readonly (readonly ReadNode[])[];
  readonly project: ProjectContracts;
  /** Files of versions that are not rendered. */
  readonly others: Iterable<readonly [string, GeneratedFile]>;
}

/** Renders all versions of a node, oldest first. */
export async function renderVersions(
  node: string,
  versions: readonly NodeVersion[],
  { manifest, originIn, nodes, project, others }: VersionsRendering,
): Promise<Unit> {
  const files = new Map<string, GeneratedFile>(others);
  // The generated files must not depend on the environment of the user who runs the upgrade.
  const commands = projectCommands(project.root, {});
  let latest: Unit | null = null;
  for (const [index, version] of versions.entries()) {
    const older = versions.slice(0, index).map(({ folder }) => folder);
    const contract = contractOf(version, node, originIn(version), project);
    latest = await renderVersion(version, contract, older, node, manifest, nodes[index]!, commands);
    // The files next to the version folders describe the newest version, which comes last.
    for (const file of latest.files) files.set(file.path, file);
  }
  return { ...latest!, files: [...files.values()] };
}
