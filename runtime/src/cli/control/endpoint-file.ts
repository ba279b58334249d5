import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const connectionSchema = z.object({ port: z.int().min(1).max(65535), token: z.string().min(32) });

/** Where a process answers on the loopback interface, and the secret that only the process and its user know. */
export type SupervisorConnection = z.infer<typeof connectionSchema>;

const endpointSchema = connectionSchema.extend({
  /** The process that holds the bus. Process IDs are only for messages, because the system reuses them. */
  pid: z.int().positive(),
  /** The process that restarts it after changes, and outlives it. */
  supervisor: z.int().positive().nullable(),
  /** Where the supervisor answers. */
  lifeline: connectionSchema.optional(),
});

/** The address of a running `dev` of a project, and the secret that authorizes a client. */
export type Endpoint = z.infer<typeof endpointSchema>;

/** The process that a user ends: the supervisor, if there is one. */
export function processOf({ pid, supervisor }: Endpoint): number {
  return supervisor ?? pid;
}

const fileIn = (stateDirectory: string): string => path.join(stateDirectory, 'dev.json');

/** Publishes the endpoint to this user's other processes. An earlier file is replaced. */
export function writeEndpoint(stateDirectory: string, endpoint: Endpoint): void {
  const file = fileIn(stateDirectory);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(endpoint)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

/** Null if no `dev` runs, or the file is not trustworthy: it belongs to another user, is a link, or is malformed. */
export function readEndpoint(stateDirectory: string): Endpoint | null {
  const file = fileIn(stateDirectory);
  try {
    const stat = lstatSync(file);
    const foreign = process.getuid !== undefined && stat.uid !== process.getuid();
    if (!stat.isFile() || foreign) return null;
    return endpointSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/**
 * Removes the file of a `dev` that has ended for good, if it is the file of the process with this token. That is the
 * supervisor, if there is one. The file remains between two of its processes, so clients wait for the next one.
 */
export function removeEndpoint(stateDirectory: string, token: string): void {
  const endpoint = readEndpoint(stateDirectory);
  if (endpoint !== null && (endpoint.lifeline ?? endpoint).token === token)
    rmSync(fileIn(stateDirectory), { force: true });
}
