/**
 * The engine on `@llamaindex/workflow-core`, an optional peer that is loaded here and nowhere else. It makes the same
 * moves as the built-in engine, and passes the same tests.
 */
import { missingPeer } from '../../errors/index.ts';
import { createEngine, type WorkflowEngine } from '../engine/index.ts';
import { createDrive } from './drive.ts';

/**
 * The engine on `@llamaindex/workflow-core`, an optional peer that is loaded here and nowhere else.
 * @throws OnexError IMPORT_ERROR naming the package to install if it is missing.
 */
export async function loadLlamaIndexEngine(): Promise<WorkflowEngine> {
  const core = await import('@llamaindex/workflow-core').catch(
    missingPeer('@llamaindex/workflow-core', 'The package of the workflow engine llamaindex'),
  );
  return createEngine(createDrive(core));
}
