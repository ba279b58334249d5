import {
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
import { projectFiles } from './files.ts';

/** Renders the project around the nodes, the runtime's tarball included where it is vendored. */
export function renderProject(
  project: ProjectAnswers,
  runtime: RuntimeSource,
  { templateRoot = DEFAULT_TEMPLATE_ROOT }: RenderOptions = {},
): Unit {
  const answers: JsonObject = { ...project };
  const view = {
    ...project,
    answers,
    llamaindex: project.llamaindex === true,
    version: project.version ?? FIRST_VERSION,
    runtime: runtime.from === 'vendor' ? `file:vendor/${runtime.fileName}` : runtime.version,
    vendored: runtime.from === 'vendor',
    versions: PROJECT_VERSIONS,
    lineWidth: LINE_WIDTH,
  };
  return {
    kind: 'project',
    name: project.name,
    root: '',
    files: renderFiles(templateRoot, projectFiles(runtime), view),
    answers,
  };
}
