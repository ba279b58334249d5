export { GENERATING, OF_RUNTIME } from './commands.ts';
export { main } from './main.ts';
