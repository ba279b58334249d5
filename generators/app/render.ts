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
import { neededPackages } from './packages.ts';

/** Renders the project around the nodes, the runtime's tarball included where it is vendored. */
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
