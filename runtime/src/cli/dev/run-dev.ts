import { createPalette, terminalLines, visible } from 'onex-cli-kit';
import { createInMemoryTransport } from '../../event-bus/index.ts';
import {
  openControlServer,
  createEventLog,
  recordPublished,
  removeEndpoint,
  writeEndpoint,
  type SupervisorConnection,
} from '../control/index.ts';
import type { CommandContext } from '../command/index.ts';
import { type NodeFolder, type Project, projectLinks } from '../project/index.ts';
import { watchStrayErrors } from '../../start/watch/index.ts';
import { withoutSecretTexts, type Logger } from '../../logging/index.ts';
import { type DevEnvironment, launchAll, type RunningNode, loadNodes } from './nodes/index.ts';
import { controlledBus } from './controlled-bus.ts';
import { createDevLogger, overview, uncaughtError } from './output/index.ts';
import { showsStacks } from '../../logging/pretty-stream.ts';
import { stopRequested } from './supervisor/index.ts';
import { reportLoadedModules } from './supervisor/watch/index.ts';
import { readSetting } from '../../settings/index.ts';
import { formatFinding } from '../../contract/index.ts';

export interface DevRun {
  readonly project: Project;
  readonly folders: readonly NodeFolder[];
  readonly environment: DevEnvironment;
  readonly json: boolean;
  /** Null if this process is the only one. */
  readonly supervisor: { readonly pid: number; readonly lifeline: SupervisorConnection } | null;
}

/**
 * Runs the nodes until the user ends it.
 * @returns 0 if every node finished its work in progress and announced its shutdown, otherwise 1.
 * @throws CliError if a node cannot be loaded or started.
 */
export async function runDev(run: DevRun, { stdout, stderr, envFile }: CommandContext): Promise<number> {
  const { project, folders, environment, json, supervisor } = run;
  const asked = stopRequested(() => process.exit(130));
  const palette = createPalette(stdout);
  const sources = { environment: environment.env, placeOf: environment.placeOf };
  const level = environment.logLevel ?? readSetting('logLevel', sources) ?? 'info';
  const logger = createDevLogger({ stdout, level, json, palette, nodes: folders.map(({ name }) => name) });
  if (envFile !== undefined && envFile !== null)
    logger.info({ file: envFile.file }, 'environment read from .env');
  const unwatch = watchStrayErrors(logger, (error) => {
    stderr.write(`${terminalLines(withoutSecretTexts(uncaughtError(error, showsStacks(level))))}\n`);
    process.exit(1);
  });
  reportLinks(project, folders, logger);
  const events = createEventLog();
  const transport = recordPublished(createInMemoryTransport(), events);

  const reported = supervisor === null ? null : reportLoadedModules();
  const loaded = await loadNodes(folders, project.root).finally(() => reported?.());
  const nodes = await launchAll(loaded, environment, { transport, logger });
  const server = await openControlServer(controlledBus(nodes, transport, events));
  const { port, token } = server;
  writeEndpoint(environment.stateDir, {
    pid: process.pid,
    supervisor: supervisor?.pid ?? null,
    port,
    token,
    ...(supervisor !== null && { lifeline: supervisor.lifeline }),
  });
  if (json) logger.info({ nodes: nodes.map(({ description }) => description) }, 'ready');
  else stdout.write(overview(project.name, nodes, palette));

  await asked;
  if (!json) stdout.write(`${palette.faint('Ending …')}\n`);
  const problems = await stopAll(nodes);
  removeEndpoint(environment.stateDir, token);
  await server.close();
  await transport.close();
  unwatch();
  for (const problem of problems) stderr.write(`${visible(problem)}\n`);
  return problems.length === 0 ? 0 : 1;
}

/** Stops all nodes at the same time. @returns a line for each node that did not end cleanly or in time. */
async function stopAll(nodes: readonly RunningNode[]): Promise<string[]> {
  const ends = nodes.map(async ({ node, stop, description }) => {
    const late = Promise.withResolvers<string>();
    const { shutdownTimeoutMs } = node.settings;
    const timer = setTimeout(() => {
      late.resolve(
        `${description.name} was cut off after ${shutdownTimeoutMs / 1000} s, ${node.inFlight} in progress`,
      );
    }, shutdownTimeoutMs);
    const end = stop().then(
      () => null,
      (error: unknown) =>
        `${description.name} did not stop cleanly: ${error instanceof Error ? error.message : error}`,
    );
    const problem = await Promise.race([end, late.promise]);
    clearTimeout(timer);
    return problem;
  });
  return (await Promise.all(ends)).filter((problem) => problem !== null);
}

/** Logs problems between the running nodes and the other nodes of their project. Nodes start in any case. */
function reportLinks({ root }: Project, folders: readonly NodeFolder[], logger: Logger): void {
  const running = new Set(folders.map(({ name }) => name));
  for (const finding of projectLinks(root)) {
    const { severity, file, line, column, rule, step, operation, nodes } = finding;
    if (!nodes.some((name) => running.has(name))) continue;
    const place = { file, line, column, rule, step, operation };
    if (severity === 'error') logger.error(place, formatFinding(finding));
    else logger.warn(place, formatFinding(finding));
  }
}
