/**
 * The command `start`: runs the start script of one node.
 */
export { startCommand } from './command.ts';
