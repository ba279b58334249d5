import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const connectionSchema = z.object({ port: z.int().min(1).max(65535), token: z.string().min(32) });

/** Where a process answers on the loopback interface, and the secret that only it and its user know. */
export type SupervisorConnection = z.infer<typeof connectionSchema>;

const endpointSchema = connectionSchema.extend({
  /** Process that holds the bus. Process IDs are for messages only: the system gives them to other processes later. */
  pid: z.int().positive(),
  /** Process that starts it again after changes; it lives longer. */
  supervisor: z.int().positive().nullable(),
  /** Where the supervisor answers. */
  lifeline: connectionSchema.optional(),
});

/** Where a running `dev` of a project is reached, and the secret that proves one may. */
export type Endpoint = z.infer<typeof endpointSchema>;

/** The process that a user ends: the supervisor, where there is one. */
export function processOf({ pid, supervisor }: Endpoint): number {
  return supervisor ?? pid;
}

const fileIn = (stateDirectory: string): string => path.join(stateDirectory, 'dev.json');

/** Makes the endpoint known to this user's other processes; a former one's file is replaced. */
export function writeEndpoint(stateDirectory: string, endpoint: Endpoint): void {
  const file = fileIn(stateDirectory);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(endpoint)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

/** null: no `dev` runs, or the file is not to be trusted: another user's, a link, or not of this shape. */
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
 * supervisor where there is one: between two of its processes the file stays, so clients wait for the next one.
 */
export function removeEndpoint(stateDirectory: string, token: string): void {
  const endpoint = readEndpoint(stateDirectory);
  if (endpoint !== null && (endpoint.lifeline ?? endpoint).token === token)
    rmSync(fileIn(stateDirectory), { force: true });
}
