import {
  commandTexts,
  DEFAULT_TEMPLATE_ROOT,
  FIRST_VERSION,
  LINE_WIDTH,
  PROJECT_VERSIONS,
  renderFiles,
  type JsonObject,
  type ProjectAnswers,
  type RenderOptions,
  type RuntimeSource,
  type Unit,
} from '../../lib/render/index.ts';
import { commandsOfProject } from '../node/project/index.ts';
import { filesInExistingPackage, projectFiles } from './files.ts';

type Group = readonly [group: 'dependencies' | 'devDependencies', packages: readonly Package[]];
type Package = readonly [name: string, range: string];

/**
 * Returns the packages that package.json needs for the nodes of a project, by group, sorted by name. Packages that the
 * user's package.json already named stay unchanged and are left out.
 * @param runtime Version or file of onex-runtime.
 */
function neededPackages(project: ProjectAnswers, runtime: string): readonly Group[] {
  const { kafkajs, workflowCore, zod, nodeTypes, oxlint, oxlintTsgolint, typescript } = PROJECT_VERSIONS;
  const owned = new Set(project.existingPackage?.dependencies);
  const lacking = (packages: readonly (Package | null)[]): Package[] =>
    packages.filter((one): one is Package => one !== null && !owned.has(one[0]));
  const groups: readonly Group[] = [
    [
      'dependencies',
      lacking([
        project.llamaindex === true ? ['@llamaindex/workflow-core', workflowCore] : null,
        ['kafkajs', kafkajs],
        ['onex-runtime', runtime],
        ['zod', zod],
      ]),
    ],
    [
      'devDependencies',
      lacking([
        ['@types/node', nodeTypes],
        project.withNode === null ? null : ['node', project.withNode],
        ['oxlint', oxlint],
        ['oxlint-tsgolint', oxlintTsgolint],
        ['typescript', typescript],
      ]),
    ],
  ];
  return groups.filter(([, packages]) => packages.length > 0);
}

/** Renders the project around the nodes, including the runtime's tarball if it is vendored. */
export function renderProject(
  project: ProjectAnswers,
  runtime: RuntimeSource,
  { templateRoot = DEFAULT_TEMPLATE_ROOT }: RenderOptions = {},
): Unit {
  const answers: JsonObject = { ...project };
  const existing = project.existingPackage !== undefined;
  const range = runtime.from === 'vendor' ? `file:vendor/${runtime.fileName}` : runtime.version;
  const view = {
    ...project,
    answers,
    existing,
    commands: commandTexts(commandsOfProject(project)),
    packages: neededPackages(project, range),
    version: project.version ?? FIRST_VERSION,
    vendored: runtime.from === 'vendor',
    versions: PROJECT_VERSIONS,
    lineWidth: LINE_WIDTH,
  };
  const files = existing ? filesInExistingPackage(runtime) : projectFiles(runtime);
  return {
    kind: 'project',
    name: project.name,
    root: '',
    files: renderFiles(templateRoot, files, view),
    answers,
  };
}
