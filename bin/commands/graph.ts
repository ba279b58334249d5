import { didYouMeanOrList, jsonLine, quote, terminalLine } from 'onex-cli-kit';
import { UserError } from '../../lib/errors/index.ts';
import { checkGraph, drawMesh, readMesh, type GraphFinding } from '../../lib/graph/index.ts';
import { parseCommandLine } from '../../lib/options/index.ts';
import { findPlaceOfFiles, refuseConflicts } from '../../lib/project/index.ts';
import { GRAPH } from './definitions.ts';

const ACTIONS = ['check', 'svg'] as const;

/**
 * `onex graph check` prints one line for each finding, and the exit code is 2 if any of them is an error. `onex graph svg`
 * prints a picture.
 */
export async function graph(argv: readonly string[]): Promise<void> {
  const given = parseCommandLine(GRAPH, argv);
  const [action, ...rest] = (given['files'] ?? []) as readonly string[];
  if (action === undefined) throw new UserError('ERR_ONEX_USAGE', 'onex graph needs an action: check or svg');
  if (!(ACTIONS as readonly string[]).includes(action))
    throw new UserError(
      'ERR_ONEX_USAGE',
      `Unknown action ${quote(action)} of onex graph.${didYouMeanOrList(action, ACTIONS)}`,
    );
  if (rest.length > 0)
    throw new UserError(
      'ERR_ONEX_USAGE',
      `onex graph ${action} takes no argument, found ${quote(rest[0] ?? '')}; name folders with --with`,
    );
  const { destination } = given;
  const cwd = process.cwd();
  const { root } = await findPlaceOfFiles(cwd, typeof destination === 'string' ? destination : undefined);
  refuseConflicts(root);
  const others = (given['with'] ?? []) as readonly string[];
  const { nodes, skipped } = await readMesh(root, others, cwd);
  if (nodes.length === 0)
    throw new UserError(
      'ERR_ONEX_NO_PROJECT',
      `${root} has no nodes; change to a project, or name a folder with --with`,
    );
  if (action === 'svg') {
    if (given['json'] === true)
      throw new UserError('ERR_ONEX_USAGE', 'onex graph svg prints SVG; leave --json out');
    showSkipped(skipped);
    process.stdout.write(drawMesh(nodes));
    return;
  }
  const findings = checkGraph(nodes);
  const isBroken = findings.some(({ severity }) => severity === 'error');
  if (given['json'] === true) {
    const status = isBroken ? 'invalid' : 'valid';
    process.stdout.write(
      jsonLine({ status, project: root, nodes: nodes.length, findings, skipped, error: null }),
    );
  } else {
    showSkipped(skipped);
    process.stdout.write(`${findings.map(lineOf).join('')}${summary(nodes.length, findings)}\n`);
  }
  if (isBroken) process.exitCode = 2;
}

function showSkipped(skipped: readonly string[]): void {
  for (const line of skipped) process.stderr.write(`left out: ${terminalLine(line)}\n`);
}

function lineOf({ severity, message, file, line, column }: GraphFinding): string {
  return `${terminalLine(`${file}:${line}:${column}: ${severity}: ${message}`)}\n`;
}

function summary(nodes: number, findings: readonly GraphFinding[]): string {
  const count = (severity: string): number => findings.filter((one) => one.severity === severity).length;
  const plural = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
  return `${plural(nodes, 'node')}, ${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}`;
}
