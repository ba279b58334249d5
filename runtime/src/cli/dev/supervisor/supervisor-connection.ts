import {
  createEventLog,
  openControlServer,
  type ControlServer,
  type SupervisorConnection,
} from '../../control/index.ts';

/**
 * Environment variable by which a supervisor gives its child the connection that proves that the supervisor runs. Its
 * process ID prevents commands that a node starts from acting as the child.
 */
export const SUPERVISOR_VARIABLE = 'ONEX_DEV_SUPERVISOR';

/** A server of the supervisor. It has no bus: an answer to its token says that the supervisor runs. */
export function openSupervisorServer(): Promise<ControlServer> {
  const refuse = (): never => {
    throw new Error('no nodes run in this process');
  };
  return openControlServer({
    events: createEventLog(),
    directory: () => [],
    publish: async () => refuse(),
    call: async () => refuse(),
  });
}

/** The value of the variable for a child of this process. */
export function describeSupervisor({ port, token }: SupervisorConnection): string {
  return `${process.pid}:${port}:${token}`;
}

/**
 * The supervisor of this process. Null if it has none. Reads the variable only once, so nodes and their children do not
 * see it.
 */
export function takeSupervisor(
  env: Readonly<Record<string, string | undefined>>,
): { readonly pid: number; readonly lifeline: SupervisorConnection } | null {
  const [pid, port, token] = env[SUPERVISOR_VARIABLE]?.split(':') ?? [];
  delete process.env[SUPERVISOR_VARIABLE];
  if (pid !== String(process.ppid) || token === undefined) return null;
  return { pid: process.ppid, lifeline: { port: Number(port), token } };
}
