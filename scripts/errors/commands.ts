import type { CommandErrorCode } from '../../runtime/src/cli/cli-error.ts';
import type { Entry } from './entry.ts';

/** Errors of `onex-runtime`, which runs the project's own commands. Its other errors have codes of the generator. */
export const COMMAND_ERRORS: Readonly<Record<CommandErrorCode, Entry>> = {
  ERR_ONEX_COMMAND: {
    what: 'A command of the project, such as `onex dev` or `onex send`, cannot do what you asked.',
    why: 'The message contains the reason: a node that does not exist, a payload that does not match its model, a broker that refuses a request, or a wrong option.',
    fix: 'Follow the hint of the message. Run the command with `--help` for its options, or with `--debug` for the stack.',
  },
  ERR_ONEX_DEADLINE: {
    what: 'A command reached its time limit before its work was done.',
    why: 'A broker, Consul, or a node did not answer in time. Work that was started may still complete.',
    fix: 'Check with `onex doctor` that the services are available, or raise the limit with the option that the message names.',
  },
  ERR_ONEX_NO_ANSWER: {
    what: 'A process accepted the connection of a command and did not answer.',
    why: 'The process is not `onex dev`, or it hangs. Another program may use the port of a `dev` that was killed.',
    fix: 'End the process that the message names, and start `onex dev` again.',
  },
};
