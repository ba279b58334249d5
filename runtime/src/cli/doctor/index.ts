/**
 * The command `doctor`: checks the machine, the project, and the services that its settings name. It changes nothing
 * unless `--fix` is given. To add a check, add a file to `checks/`, and call it in `command.ts`.
 */
export { doctorCommand } from './command.ts';
