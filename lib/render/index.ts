/**
 * Renders a node or a project in memory: a contract becomes a view, and templates print the view.
 *
 * Guarantees
 * 1. The same input gives the same bytes.
 * 2. A contract's text never becomes code or a path.
 * 3. A contract that cannot be rendered is refused before anything is rendered.
 *
 * It writes nothing and must not depend on what is on the disk.
 */
export { commandTexts, LINE_WIDTH, stringLiteral, SourceText } from './text/index.ts';
export { DEFAULT_TEMPLATE_ROOT, renderFiles, type FileSpec } from './files.ts';
export { refuseUnrenderable } from './refuse.ts';
export { FIRST_VERSION, PROJECT_VERSIONS } from './versions.ts';
export {
  computeHandlers,
  effectHandlers,
  type HandlerView,
  handlerFiles,
  handlerTable,
} from './view/handlers/index.ts';
export { nodeView, type NodeView, orchestratorView, ownerNotes } from './view/index.ts';
export { isRouted, routesTestView, routesView } from './view/routes/index.ts';
export { reducerView } from './view/machine/reducer.ts';
export { reducerTestView } from './view/machine/machine-tests.ts';
export { effectTestView, computeTestView, orchestratorTestView } from './view/tests/index.ts';
export type {
  ExistingPackage,
  FileMode,
  GeneratedFile,
  JsonObject,
  JsonValue,
  NodeAnswers,
  ProjectAnswers,
  ProjectNode,
  RenderOptions,
  RuntimeSource,
  Unit,
  WorkflowEngine,
} from './types.ts';
