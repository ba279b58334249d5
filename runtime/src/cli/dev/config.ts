import { pathToFileURL } from 'node:url';
import { loadContract } from '../../contract/index.ts';
import type { Settings } from '../../node/index.ts';
import { configFileOf } from '../../start/config-file.ts';
import { configure } from '../../start/configure.ts';
import type { LoadedNode } from './load.ts';
import { GRACE_MS } from './supervise.ts';

export interface DevEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stateDir: string;
  /** Folder with `<node>.yaml`, `.yml` or `.json` for nodes that need a configuration; null: none. */
  readonly configDir: string | null;
  readonly logLevel: string | null;
}

/**
 * Settings and configuration of a node under `dev`: as on its own, but for what cannot be shared (the port) and what
 * would leave the machine (Kafka, Consul, a database).
 * @throws UsageError naming the variable, or file, line and key; ContractError
 */
export function configureNode(
  { folder, configModel }: LoadedNode,
  { env, stateDir, configDir, logLevel }: DevEnvironment,
): { readonly settings: Settings; readonly config: unknown } {
  const { settings, config } = configure({
    contract: loadContract(pathToFileURL(folder.contractFile)),
    contractFile: folder.contractFile,
    model: configModel,
    file: configFileOf(configDir, folder.name),
    flags: logLevel === null ? {} : { 'log-level': logLevel },
    environment: env,
    stateDir,
  });
  const local = {
    kafkaServers: null,
    skipEventBus: false,
    consulUrl: null,
    stateUrl: null,
    stateDir,
    port: 0,
    // The supervisor kills the process after its grace period, so handlers learn of the end before that.
    shutdownTimeoutMs: GRACE_MS * 0.75,
  };
  return { settings: { ...settings, ...local }, config };
}
