export { CONTRACT, GENERATING, OF_RUNTIME, OWN, STATUS } from './commands/definitions.ts';
export { usageOf } from './help.ts';
export { main } from './main.ts';
