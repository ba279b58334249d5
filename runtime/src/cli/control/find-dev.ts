import { CliError } from '../cli-error.ts';
import { createControlClient, type ControlClient } from './client.ts';
import { readEndpoint, type Endpoint } from './endpoint-file.ts';

export interface RunningDev {
  readonly endpoint: Endpoint;
  readonly client: ControlClient;
}

/**
 * The `dev` that runs with a state directory. A file that a killed process left behind is recognised by nobody
 * answering to its token, whoever has the process number or the port by now. null: none runs.
 */
export async function findDev(stateDirectory: string): Promise<RunningDev | null> {
  const endpoint = readEndpoint(stateDirectory);
  if (endpoint === null) return null;
  const client = createControlClient(endpoint);
  try {
    await client.directory();
    return { endpoint, client };
  } catch (error) {
    if (error instanceof CliError) return null;
    throw error;
  }
}

/** The same. @throws CliError when none runs. */
export async function requireDev(stateDirectory: string): Promise<RunningDev> {
  const dev = await findDev(stateDirectory);
  if (dev !== null) return dev;
  throw new CliError('dev is not running in this project. Start it in another terminal: npm run dev');
}
