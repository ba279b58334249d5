import { chooseEngine, type EngineName } from '../../src/workflow/choose-engine.ts';

export const ENGINE_NAMES: readonly EngineName[] = ['builtin', 'llamaindex'];

/** Every engine under its name; what one does in a test, all have to do. */
export const ENGINES = await Promise.all(
  ENGINE_NAMES.map(async (name) => ({ name, engine: await chooseEngine(name) })),
);
