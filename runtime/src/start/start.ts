import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { terminalLines, visible } from 'onex-cli-kit';
import { ContractError, loadContract } from '../contract/index.ts';
import { isOnexError, userFrame } from '../errors/index.ts';
import { createLogger, withoutSecretTexts, type Logger } from '../logging/index.ts';
import type { NodeBase, Settings } from '../node/index.ts';
import { LONGEST_TIMER } from '../values/index.ts';
import { readArguments, helpText, versionOf } from './command-line/index.ts';
import { busState } from './bus-state.ts';
import { configure, loadEnvFile, placeInEnvironment, readEnvFile } from './configuration/index.ts';
import { startHost } from './host.ts';
import { launchNode, type LaunchedNode, type NodeClass } from './launch.ts';
import { watchStrayErrors } from './watch/index.ts';
import { onSignals } from './process/index.ts';
import type { StartOptions } from './start-options.ts';
import { projectRoot } from './project-root.ts';
import { UsageError } from '../settings/index.ts';

/** The implementation of `start` in `onex-runtime/start`. */
export async function start(NodeClass: NodeClass, options: StartOptions): Promise<void> {
  const host = startHost();
  if (host !== undefined) {
    host(NodeClass, options);
    return;
  }
  let debug = process.env['ONEX_LOG_LEVEL'] === 'debug';
  try {
    const given = readArguments(process.argv.slice(2));
    if (given.help || given.version) {
      const contract = loadContract(new URL('./contract.yaml', options.entry));
      process.stdout.write(given.help ? helpText(contract) : `${contract.name} ${versionOf(contract)}\n`);
      return;
    }
    const { entry, config: model = null } = options;
    const root = projectRoot(entry);
    const envFile = readEnvFile(root);
    const placeOf = placeInEnvironment({ ...process.env }, envFile);
    loadEnvFile(envFile);
    const contractUrl = new URL('./contract.yaml', entry);
    const { settings, config, warnings } = configure({
      contract: loadContract(contractUrl),
      contractFile: fileURLToPath(contractUrl),
      model,
      file: given.config === null ? null : path.resolve(given.config),
      flags: given.flags,
      environment: process.env,
      root,
      placeOf,
    });
    debug = ['debug', 'trace'].includes(settings.logLevel);
    const logger = createLogger({ level: settings.logLevel });
    if (envFile !== null) logger.info({ file: envFile.file }, 'environment read from .env');
    for (const warning of warnings) logger.warn(warning);
    await run(NodeClass, settings, config, logger);
  } catch (error) {
    process.stderr.write(`${terminalLines(withoutSecretTexts(describe(error, debug)))}\n`);
    // A person has to resolve the conflict. A restart does not help.
    process.exit(error instanceof ContractError && error.isConflict ? 2 : 1);
  }
}

async function run(NodeClass: NodeClass, settings: Settings, config: unknown, logger: Logger): Promise<void> {
  let launched: LaunchedNode | undefined;
  let wanted: NodeJS.Signals | undefined;
  const giveUp = (signal: NodeJS.Signals): void => {
    logger.error({ signal }, 'cut off: it was still starting at the end of the shutdown timeout');
    process.exit(1);
  };
  onSignals({
    stop: (signal) => {
      wanted = signal;
      if (launched !== undefined) void stop(launched, settings, signal);
      else setTimeout(() => giveUp(signal), Math.min(settings.shutdownTimeoutMs, LONGEST_TIMER)).unref();
    },
    abort: (signal) => {
      logger.warn({ signal }, 'second signal: ends at once');
      process.exit(1);
    },
  });
  watchStrayErrors(logger);
  launched = await launchNode(NodeClass, { settings, config, logger });
  const { node, healthUrl } = launched;
  node.logger.info({ health: healthUrl, event_bus: busState(node), ready: node.health().ready }, 'started');
  if (wanted !== undefined) await stop(launched, settings, wanted);
}

/** Ends the process: with 0 if all work in progress was finished in time, otherwise with 1. */
async function stop(
  { node, stop: close }: LaunchedNode,
  { shutdownTimeoutMs }: Settings,
  signal: NodeJS.Signals,
): Promise<void> {
  node.logger.info({ signal, in_flight: node.inFlight }, 'stopping');
  const timer = setTimeout(
    () => {
      node.logger.error(
        { in_flight: node.inFlight, shutdown_timeout_ms: shutdownTimeoutMs },
        `cut off: ${cutOff(node)} not finished within the shutdown timeout`,
      );
      process.exit(1);
    },
    Math.min(shutdownTimeoutMs, LONGEST_TIMER),
  );
  try {
    await close();
    clearTimeout(timer);
    node.logger.info('stopped');
    process.exit(0);
  } catch (error) {
    node.logger.error({ error }, 'not stopped cleanly');
    process.exit(1);
  }
}

function cutOff({ inFlight }: NodeBase): string {
  if (inFlight === 0) return 'closing was';
  return inFlight === 1 ? '1 message was' : `${inFlight} messages were`;
}

function describe(error: unknown, debug: boolean): string {
  const program = path.basename(process.argv[1] ?? 'start_node.ts');
  if (debug && error instanceof Error && !isPlanned(error)) return `${program}: ${error.stack}`;
  // Messages quote contracts, files, and variables. A message of several findings has a line for each.
  const clean = (text: string): string => text.split('\n').map(visible).join('\n');
  if (isPlanned(error)) return `${program}: ${clean(error.message)}`;
  if (isOnexError(error)) return `${program}: ${clean(String(error))}`;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const frame = error instanceof Error ? userFrame(error.stack) : null;
  const hint =
    frame === null
      ? 'ONEX_LOG_LEVEL=debug shows where'
      : `at ${visible(frame)}; ONEX_LOG_LEVEL=debug shows the stack`;
  return `${program}: ${visible(message)} (${hint})`;
}

function isPlanned(error: unknown): error is UsageError | ContractError {
  return error instanceof UsageError || error instanceof ContractError;
}
