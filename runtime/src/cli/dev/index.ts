/**
 * The command `dev`: runs the nodes of a project in one process, and starts them again when their code changes. To
 * show more of what runs, see `output/`; to launch nodes differently, see `nodes/`; to restart and stop them
 * differently, see `supervisor/`.
 */
export { controlledBus } from './controlled-bus.ts';
export { devCommand } from './command.ts';
