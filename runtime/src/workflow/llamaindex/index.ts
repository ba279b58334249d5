import { OnexError } from '../../errors/index.ts';
import { createEngine, type WorkflowEngine } from '../engine.ts';
import { createDrive } from './drive.ts';

/**
 * The engine on `@llamaindex/workflow-core`, an optional peer that is loaded here and nowhere else.
 * @throws OnexError IMPORT_ERROR, saying what to install, when it is missing.
 */
export async function loadLlamaIndexEngine(): Promise<WorkflowEngine> {
  const core = await import('@llamaindex/workflow-core').catch((cause: unknown) => {
    throw new OnexError(
      'IMPORT_ERROR',
      'The workflow engine llamaindex needs a package that is missing, run: npm install @llamaindex/workflow-core',
      { cause },
    );
  });
  return createEngine(createDrive(core));
}
