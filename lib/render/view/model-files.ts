import type { NodeKind } from 'onex-runtime/contract';
import {
  type ModelFilesOptions,
  configImports,
  namedModelFiles,
  type ModelFileView,
  operationModels,
  orchestratorModels,
} from './models/index.ts';
import { isRouted, routeModels } from './routes/index.ts';
import { reducerModels } from './machine/reducer-models.ts';

const MODELS_OF_KIND: Readonly<Record<NodeKind, (options: ModelFilesOptions) => ModelFileView[]>> = {
  effect: operationModels,
  compute: operationModels,
  reducer: reducerModels,
  orchestrator: orchestratorModels,
};

/**
 * Returns every file below `models/` except the index: the node's input, output, and configuration, and the models in
 * them.
 */
export function modelFiles(options: ModelFilesOptions): ModelFileView[] {
  const { contract, names, named, config } = options;
  return [
    ...(isRouted(contract) ? routeModels(options) : MODELS_OF_KIND[contract.kind](options)),
    {
      file: `model_${names.snake}_config`,
      imports: configImports(contract),
      schemas: [
        {
          name: names.configModel,
          doc: [
            'The configuration of the node, read from `--config FILE`. Other keys in the file are rejected.',
          ],
          source: config,
        },
      ],
    },
    ...namedModelFiles(named, contract.definitions),
  ];
}
