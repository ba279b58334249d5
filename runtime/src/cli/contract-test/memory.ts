import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Contract } from '../../contract/index.ts';
import { createInMemoryTransport } from '../../event-bus/index.ts';
import type { Logger, LogMethod } from '../../logging/index.ts';
import { within } from '../../values/async/index.ts';
import {
  createControlClient,
  createEventLog,
  openControlServer,
  recordPublished,
  type ControlClient,
  type NodeDescription,
} from '../control/index.ts';
import { type DevEnvironment, launchAll, loadNodes } from '../dev/nodes/index.ts';
import { controlledBus } from '../dev/index.ts';
import type { NodeFolder, Project } from '../project/index.ts';
import { stubSteps } from './step-stubs.ts';

/** How long the node may take to finish its work. */
const STOP_MS = 2000;

/** A node that runs alone in this process, with all its state in memory. */
export interface MemoryNode {
  readonly contract: Contract;
  readonly client: ControlClient;
  readonly description: NodeDescription;
  /** Operations whose handlers have reported that they are placeholders, so far. */
  readonly placeholders: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** What `warnOfPlaceholder` logs, by the field that names the operation. */
function placeholderLogger(found: Set<string>): Logger {
  const ignore: LogMethod = () => {};
  const warn = (fields: unknown): void => {
    const operation = (fields as { placeholder?: unknown } | null)?.placeholder;
    if (typeof operation === 'string') found.add(operation);
  };
  const logger: Logger = {
    trace: ignore,
    debug: ignore,
    info: ignore,
    warn,
    error: ignore,
    fatal: ignore,
    child: () => logger,
  };
  return logger;
}

/**
 * Starts one node on a bus of its own, as `dev` starts it, with a state directory that is removed afterwards. The nodes
 * behind an orchestrator's steps are replaced by samples of their answers.
 */
export async function startInMemory(
  project: Project,
  folder: NodeFolder,
  others: readonly Contract[],
  { env, placeOf, configDir }: Pick<DevEnvironment, 'env' | 'placeOf' | 'configDir'>,
): Promise<MemoryNode> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'onex-contract-test-'));
  const placeholders = new Set<string>();
  const events = createEventLog();
  const transport = recordPublished(createInMemoryTransport(), events);
  try {
    const loaded = await loadNodes([folder], project.root);
    const { root } = project;
    const environment = { env, placeOf, root, stateDir, configDir, logLevel: null };
    const nodes = await launchAll(loaded, environment, {
      transport,
      logger: placeholderLogger(placeholders),
    });
    const [running] = nodes as [(typeof nodes)[number]];
    const { contract } = running.node;
    await stubSteps(contract, others, transport);
    const server = await openControlServer(controlledBus(nodes, transport, events));
    return {
      contract,
      client: createControlClient(server),
      description: running.description,
      placeholders,
      async stop() {
        // A handler that never ends is a finding of the test, and must not prevent the test from ending.
        await within(STOP_MS, running.stop());
        await server.close();
        await transport.close();
        rmSync(stateDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await transport.close();
    rmSync(stateDir, { recursive: true, force: true });
    throw error;
  }
}
