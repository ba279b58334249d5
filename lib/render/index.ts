export { commandTexts } from './text/command-texts.ts';
export { LINE_WIDTH, stringLiteral } from './text/escape.ts';
export { DEFAULT_TEMPLATE_ROOT, renderFiles, type FileSpec } from './files.ts';
export { refuseUnrenderable } from './refuse.ts';
export { SourceText } from './text/source-text.ts';
export { FIRST_VERSION, PROJECT_VERSIONS } from './versions.ts';
export {
  computeHandlers,
  effectHandlers,
  type HandlerView,
  handlerFiles,
  handlerTable,
} from './view/handlers/index.ts';
export { nodeView, type NodeView } from './view/node.ts';
export { orchestratorView } from './view/orchestrator.ts';
export { ownerNotes } from './view/owner-notes.ts';
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
