import type { Contract } from 'onex-runtime/contract';
import type { SourceText } from '../../text/index.ts';
import type { ModelFileView, NamedModel, SchemaView } from './models.ts';
import type { OperationView } from '../operations/index.ts';

export interface ModelNames {
  readonly name: string;
  readonly pascal: string;
  readonly snake: string;
  readonly inputModel: string;
  readonly outputModel: string;
  readonly configModel: string;
  readonly operationEnum: string;
  readonly operationEnumFile: string;
}

export interface ModelFilesOptions {
  readonly contract: Contract;
  readonly names: ModelNames;
  readonly operations: readonly OperationView[];
  readonly named: ReadonlyMap<string, NamedModel>;
  readonly config: SourceText;
}

/** Returns a file with one schema. */
export function modelFile(file: string, imports: readonly SourceText[], schema: SchemaView): ModelFileView {
  return { file, imports, schemas: [schema] };
}
