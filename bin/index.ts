/**
 * The command line of `onex`. It dispatches to the generators, to commands that only read, and to the project's own
 * runtime. Modules are loaded when a command needs them, so `onex --version` loads almost nothing. It must not depend
 * on how anything is generated.
 */
export { CONTRACT, GENERATING, OF_RUNTIME, OWN, STATUS } from './commands/definitions.ts';
export { usageOf } from './help.ts';
export { main } from './main.ts';
