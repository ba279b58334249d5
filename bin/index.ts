export { CONTRACT, GENERATING, OF_RUNTIME, OWN, STATUS } from './commands.ts';
export { flagOf, usageOf } from './help.ts';
export { main } from './main.ts';
