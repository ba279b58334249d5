import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Settings } from '../../node/index.ts';
import { parseConfig, readConfigFile } from '../../start/config-file.ts';
import { resolveSettings } from '../../start/settings.ts';
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
 * @throws UsageError naming the variable, or file, line and key.
 */
export function configureNode(
  { folder, configModel }: LoadedNode,
  { env, stateDir, configDir, logLevel }: DevEnvironment,
): { readonly settings: Settings; readonly config: unknown } {
  const file = configDir === null ? null : configFile(configDir, folder.name);
  const read =
    file === null
      ? { settings: new Map(), config: parseConfig({}, configModel, null) }
      : readConfigFile(file, configModel);
  const flags: Record<string, string> = logLevel === null ? {} : { 'log-level': logLevel };
  const settings = resolveSettings({ flags, environment: env, file: read.settings, stateDir });
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
  return { settings: { ...settings, ...local }, config: read.config };
}

function configFile(directory: string, node: string): string | null {
  const candidates = ['.yaml', '.yml', '.json'].map((extension) =>
    path.join(directory, `${node}${extension}`),
  );
  return candidates.find((file) => existsSync(file)) ?? null;
}
