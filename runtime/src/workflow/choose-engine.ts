import { BUILTIN_ENGINE, type WorkflowEngine } from './engine/index.ts';

/** Which engine runs the workflow of an orchestrator. The generated node names it. */
export type EngineName = 'builtin' | 'llamaindex';

/** @throws OnexError IMPORT_ERROR if the package of the engine is not installed. */
export async function chooseEngine(name: EngineName): Promise<WorkflowEngine> {
  if (name === 'builtin') return BUILTIN_ENGINE;
  const { loadLlamaIndexEngine } = await import('./llamaindex/index.ts');
  return loadLlamaIndexEngine();
}
