import { jsonLine, paint, terminalLine, type Tone } from 'onex-cli-kit';
import { conflictsIn, formatFinding, type Finding } from 'onex-runtime/contract';
import { concernedFiles, compareRecords } from '../../../generators/event-bus/recorded/index.ts';
import { requireNoNewer } from '../../../generators/event-bus/records/index.ts';
import { noProject, findRecorded } from '../../../generators/node/session/index.ts';
import { scopeOf } from '../../../generators/upgrade/scope.ts';
import { explain } from '../../../lib/errors/index.ts';
import { isBrokenLink, projectLinks, type GraphFinding } from '../../../lib/graph/index.ts';
import { parseCommandLine, type GivenOptions } from '../../../lib/options/index.ts';
import { GENERATOR_VERSION } from '../../../lib/package/index.ts';
import {
  refuseConflicts,
  contractFindings,
  findPlaceholders,
  projectContracts,
  type Place,
  type Placeholder,
  type ProjectContracts,
} from '../../../lib/project/index.ts';
import { deletionAdvice } from '../../../lib/project/versions/index.ts';
import {
  statusOf,
  unfinishedRun,
  type FileState,
  type FileStatus,
  type RecordedState,
  type RenderedUnit,
  type UnitStatus,
} from '../../../lib/reconcile/index.ts';
import { printFailure, showEdits, showFindings, showProgress } from '../../../lib/report/index.ts';
import { STATUS } from '../definitions.ts';
import { injectedStatus } from './injected.ts';

const TONES: Readonly<Record<FileState, Tone>> = {
  edited: 'accent',
  stale: 'caution',
  conflicted: 'bad',
  deleted: 'caution',
  gone: 'bad',
  moved: 'accent',
  undone: 'caution',
  unrecorded: 'caution',
};

/** Renders the present version of a unit, unless its sources have not changed. The renderer is loaded here. */
async function render(
  unitRoot: string,
  recorded: RecordedState,
  place: Place,
  project: ProjectContracts,
): Promise<RenderedUnit | null> {
  const { upgradedNode, upgradedProject } = await import('../../../generators/upgrade/plan/render-unit.ts');
  if (unitRoot === '') {
    const { projectAnswers } = await import('../../../generators/node/project/project-answers.ts');
    return upgradedProject(await projectAnswers(place, {}, undefined));
  }
  const unit = await upgradedNode(place.root, unitRoot.slice('nodes/'.length), { recorded, project });
  return unit && !('recorded' in unit) ? unit : null;
}

async function showFile(
  { path, states, lines, reason, base, ours }: FileStatus,
  diff: boolean,
): Promise<string> {
  const where =
    lines.length > 0
      ? ` line ${lines.join(', ')}`
      : states.includes('gone')
        ? `: ${deletionAdvice(path)}`
        : reason === undefined
          ? ''
          : `: ${reason}`;
  const line = `  ${paint(TONES[states[0]!], states.join(', ').padEnd(12))} ${terminalLine(`${path}${where}`)}\n`;
  const shows = diff && states.includes('edited') && base !== null && ours !== null;
  return shows ? line + (await showEdits(path, base, ours)) : line;
}

async function showUnit({ root, version, files }: UnitStatus, diff: boolean): Promise<string> {
  if (files.length === 0 && version !== null) return '';
  const name = root === '' ? 'project' : root;
  const title = `${paint('strong', name)} ${paint('faint', version ?? 'has no record of what was generated')}\n`;
  const lines = await Promise.all(files.map((file) => showFile(file, diff)));
  return title + lines.join('');
}

function summary(units: readonly UnitStatus[], links: readonly GraphFinding[]): string {
  const all = units.flatMap(({ files }) => files.flatMap(({ states }) => states));
  const counts = (Object.keys(TONES) as FileState[])
    .map((state) => ({ state, count: all.filter((other) => other === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`);
  const broken = links.filter(isBrokenLink).length;
  if (broken > 0) counts.push(`${broken} broken ${broken === 1 ? 'link' : 'links'}`);
  return counts.length === 0 ? paint('good', 'All files are as generated') : counts.join(', ');
}

/** The `--json` object always has these keys, and `status`, `project`, and `error`. */
interface StatusDetails {
  readonly units: readonly object[];
  readonly findings: readonly Finding[];
  readonly placeholders: readonly Placeholder[];
  readonly next: readonly string[];
}

const NO_DETAILS: StatusDetails = { units: [], findings: [], placeholders: [], next: [] };

function jsonReport(
  project: string,
  units: readonly UnitStatus[],
  dirty: boolean,
  details: Pick<StatusDetails, 'findings' | 'placeholders'>,
): string {
  const listed = units.map(({ root, version, files }) => ({
    root,
    version,
    files: files.map(({ path, states, lines, reason }) => ({
      path,
      states,
      lines,
      ...(reason && { reason }),
    })),
  }));
  const status = dirty ? 'changed' : 'clean';
  return jsonLine({ status, project, ...NO_DETAILS, units: listed, ...details, error: null });
}

function showPlaceholder({ file, line, message }: Placeholder): string {
  return `  ${paint('caution', 'placeholder')} ${terminalLine(`${file}:${line}: ${message}`)}\n`;
}

/** Some files are from an unfinished run and others from the run before, so any further status would be wrong. */
function showUnfinished(project: string, message: string, given: GivenOptions): void {
  const json = { status: 'interrupted', project, ...NO_DETAILS, next: [message], error: null };
  process.stdout.write(given['json'] === true ? jsonLine(json) : `${message}\n`);
  if (given['check'] === true) process.exitCode = 2;
}

/** Describes a link between nodes that is broken or no longer matches. */
function showLink(finding: GraphFinding): string {
  const tone = isBrokenLink(finding) ? 'bad' : 'caution';
  return `  ${paint(tone, 'link'.padEnd(12))} ${formatFinding(finding)}\n`;
}

/** `onex status`: the state of the generated files. With `--check`, the exit code is 2 if any file differs. */
export async function status(argv: readonly string[]): Promise<void> {
  let place: Place | null = null;
  try {
    const given = parseCommandLine(STATUS, argv);
    const { destination } = given;
    place = await findRecorded(process.cwd(), typeof destination === 'string' ? destination : undefined);
    await statusIn(place, given);
  } catch (error) {
    const explained = explain(error);
    if (argv.includes('--json')) printFailure(explained, place?.root ?? null, { ...NO_DETAILS });
    throw explained;
  }
}

async function statusIn(place: Place, given: GivenOptions): Promise<void> {
  const cwd = process.cwd();
  const paths = Array.isArray(given['paths']) ? (given['paths'] as readonly string[]) : [];
  const compared = compareRecords(place.root, { whole: place.settings !== null || paths.length === 0 });
  requireNoNewer(compared.stored);
  const recorded = concernedFiles(compared);
  if (place.settings === null && recorded.length === 0) {
    throw noProject(place);
  }
  refuseConflicts(place.root, { contracts: false });
  const unfinished = unfinishedRun(place.root);
  if (unfinished !== null) return showUnfinished(place.root, unfinished, given);
  const found = await scopeOf(paths, place.root, cwd, recorded);
  const scope = place.settings === null ? { ...found, project: false, nodes: [] } : found;
  const roots = [...(scope.project ? [''] : []), ...scope.nodes.map((name) => `nodes/${name}`)];
  const project = projectContracts(place.root);
  const progress = showProgress(roots.length, { quiet: given['json'] === true });
  const ofNodes = await statusOf({
    root: place.root,
    units: roots,
    generatorVersion: GENERATOR_VERSION,
    withTexts: given['diff'] === true,
    render(unitRoot, recorded) {
      progress.advance(unitRoot);
      return render(unitRoot, recorded, place, project);
    },
  }).finally(() => progress.clear());
  const injected = await injectedStatus(place, scope.injected ?? [], compared);
  const units = injected === null ? ofNodes : [...ofNodes, injected];
  const findings = await contractFindings(project, scope.nodes);
  const links = await projectLinks(project, scope.project ? undefined : scope.nodes);
  const placeholders = await findPlaceholders(place.root, scope.nodes);
  const dirty =
    links.some(isBrokenLink) || units.some(({ version, files }) => version === null || files.length > 0);
  if (given['json'] === true)
    process.stdout.write(
      jsonReport(place.root, units, dirty, { findings: [...findings, ...links], placeholders }),
    );
  else {
    showFindings(findings);
    const shown = await Promise.all(units.map((unit) => showUnit(unit, given['diff'] === true)));
    process.stdout.write(
      `${shown.join('')}${placeholders.map(showPlaceholder).join('')}${links.map(showLink).join('')}${summary(units, links)}\n`,
    );
  }
  if (dirty && given['check'] === true) process.exitCode = 2;
  const unresolved = conflictsIn(place.root);
  for (const { message } of given['json'] === true ? [] : unresolved)
    process.stderr.write(`${paint('bad', 'error:', process.stderr)} ${terminalLine(message)}\n`);
  if (unresolved.length > 0) process.exitCode = 2;
}
