export type {
  FileMode,
  GeneratedFile,
  JsonObject,
  JsonValue,
  NodeAnswers,
  ProjectAnswers,
  RuntimeSource,
  Unit,
  WorkflowEngine,
} from './types.ts';
