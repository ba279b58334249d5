import { pathToFileURL } from 'node:url';
import { loadContract } from '../../../contract/index.ts';
import type { Settings } from '../../../node/index.ts';
import { configFileOf, configure } from '../../../start/configuration/index.ts';
import type { LoadedNode } from './load.ts';
import { GRACE_MS } from '../supervisor/index.ts';

export interface DevEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a variable is set, for messages. */
  readonly placeOf: (variable: string) => string;
  /** The project's folder. */
  readonly root: string;
  readonly stateDir: string;
  /** Folder with `<node>.yaml`, `.yml`, or `.json` for nodes that need a configuration. Null if there is none. */
  readonly configDir: string | null;
  readonly logLevel: string | null;
}

/** Settings without effect under `dev`, because nothing leaves the machine and nodes share a process. */
const IGNORED: ReadonlySet<keyof Settings> = new Set([
  'kafkaServers',
  'skipEventBus',
  'createTopics',
  'consulUrl',
  'stateUrl',
  'stateDir',
  'advertiseHost',
  'port',
  'shutdownTimeoutMs',
]);

/**
 * Settings and configuration of a node under `dev`. They are those of a start, except for the settings that `dev`
 * ignores.
 * @throws UsageError naming the variable, or file, line and key; ContractError
 */
export function configureNode(
  { folder, configModel }: LoadedNode,
  { env, placeOf, root, stateDir, configDir, logLevel }: DevEnvironment,
): ReturnType<typeof configure> {
  const { settings, ...others } = configure({
    contract: loadContract(pathToFileURL(folder.contractFile)),
    contractFile: folder.contractFile,
    model: configModel,
    file: configFileOf(configDir, folder.name),
    flags: logLevel === null ? {} : { 'log-level': logLevel },
    environment: env,
    placeOf,
    root,
    ignored: IGNORED,
  });
  // The supervisor kills the process after its grace period, so handlers are aborted before that.
  return { settings: { ...settings, stateDir, shutdownTimeoutMs: GRACE_MS * 0.75 }, ...others };
}
