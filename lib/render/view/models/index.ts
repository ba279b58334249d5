/**
 * The view for the templates of model files: input, output, configuration, and the models that a contract names.
 * Guarantees: models are declared before they are used, and cycles are broken by a lazy schema.
 */
export { configImports, configView } from './config.ts';
export { modelFile, type ModelFilesOptions, type ModelNames } from './model-options.ts';
export {
  modelImports,
  nameModels,
  namedModelFiles,
  openModels,
  schemaSource,
  type ModelFileView,
  type NamedModel,
} from './models.ts';
export { inputFields, inputSource, operationModels } from './operation-models.ts';
export { orchestratorModels, ownModelNames } from './own-models.ts';
