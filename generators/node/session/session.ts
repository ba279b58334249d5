import { resolve } from 'node:path';
import type { Finding } from 'onex-runtime/contract';
import { readAnswers } from '../../../lib/answers/index.ts';
import type { CommandDefinition, GivenOptions, OptionValue } from '../../../lib/options/index.ts';
import {
  refuseConflicts,
  checkWritable,
  findPlace,
  findPlaceOfFiles,
  projectContracts,
  type Place,
  type ProjectContracts,
} from '../../../lib/project/index.ts';
import { GENERATOR_VERSION } from '../../../lib/package/index.ts';
import {
  beginRun,
  refuseNewerProject,
  type Answer,
  type Basis,
  type Question,
  type RenderedUnit,
} from '../../../lib/reconcile/index.ts';
import type { ProjectAnswers } from '../../../lib/render/index.ts';
import { outerNote } from './require-project.ts';
import { hasRecords } from '../../event-bus/records/paths.ts';
import { shellWord } from 'onex-cli-kit';

interface StreamHolder {
  readonly stdin?: { readonly isTTY?: boolean };
  readonly stdout?: { readonly isTTY?: boolean };
}

/**
 * Whether an adapter can prompt the user. An adapter without streams, as in tests, answers by itself. An adapter with
 * streams needs a terminal for both, because a prompt on an open but silent pipe would wait forever.
 */
export function isTerminal(adapter: unknown): boolean {
  const { actualAdapter, stdin, stdout } = adapter as StreamHolder & { actualAdapter?: StreamHolder };
  const input = actualAdapter === undefined ? stdin : actualAdapter.stdin;
  const output = actualAdapter === undefined ? stdout : actualAdapter.stdout;
  if (input === undefined && output === undefined) return true;
  return input?.isTTY === true && output?.isTTY === true;
}

/**
 * Returns one line for each given option that applies only to a new project. It has no effect on an existing one, which
 * the user would not notice otherwise.
 */
export function projectOptionWarnings({ given, place, program }: Session): readonly string[] {
  const { settings } = place;
  if (settings === null) return [];
  const isYo = program.startsWith('yo ');
  const version = given['runtime-version'];
  const warnings: string[] = [];
  if (typeof version === 'string' && version !== settings['runtimeVersion']) {
    const command = `${isYo ? 'yo onex:upgrade' : 'onex upgrade'} --runtime-version ${shellWord(version)}`;
    warnings.push(
      `--runtime-version is a setting of the project, which already exists; to change it: ${command}`,
    );
  }
  if (given['with-node'] === true && typeof settings['withNode'] !== 'string') {
    const command = `${isYo ? 'yo onex' : 'onex project'} --with-node`;
    warnings.push(`--with-node is a setting of the project, which already exists; to change it: ${command}`);
  }
  return warnings;
}

/** The data that the called generator of a run shares with the generators that it composes. */
export interface Session {
  readonly command: CommandDefinition;
  /** How the user calls the command: `onex effect`, or `yo onex:effect`. */
  readonly program: string;
  /** Options, with answers from a file where no option was given. */
  readonly given: Record<string, OptionValue | undefined>;
  /** Absolute path of the user's current folder. */
  readonly cwd: string;
  readonly place: Place;
  /** Whether the user can be prompted. */
  readonly interactive: boolean;
  /** Contracts of the project's nodes, each read once. */
  readonly contracts: ProjectContracts;
  /** What the project was like when this run began to read it. */
  readonly basis: Basis;
  /**
   * Options that the user answered at a prompt, which showed the node's present value. The answer replaces that value.
   */
  readonly asked: Set<string>;
  /** Asks how to settle lines that both sides changed, once per file; null while it is not possible to ask. */
  answerConflict: ((question: Question) => Promise<Answer>) | null;
  /** The answers of the project, once they are known. */
  project: ProjectAnswers | null;
  /** The rendered units; their texts are read back from the shared file system. */
  readonly units: RenderedUnit[];
  readonly warnings: string[];
  /** Findings about the contracts that were read. */
  readonly findings: Finding[];
  /** The first error of any task. */
  problem: unknown;
}

/**
 * Returns the project, otherwise the package whose files have the event bus from `onex event-bus`, otherwise the folder
 * itself.
 */
export async function findRecorded(cwd: string, destination: string | undefined): Promise<Place> {
  const project = await findPlace(cwd, destination);
  if (project.settings !== null) return project;
  const place = await findPlaceOfFiles(cwd, destination);
  return hasRecords(place.root) ? place : project;
}

/** Whether the user is asked about conflicts. A run that writes nothing only reports them. */
export function asksAboutConflicts({ interactive, given }: Session): boolean {
  return interactive && given['on-conflict'] === undefined && given['dry-run'] !== true;
}

/** Commands that render from a few nodes of a project, which they watch one by one. */
const OF_FEW_NODES: ReadonlySet<string> = new Set([
  'project',
  'node',
  'effect',
  'orchestrator',
  'compute',
  'reducer',
  'event-bus',
]);

/**
 * Reads the answers file, if any, finds the project, and completes or undoes an interrupted run in it.
 * @throws UserError for a project of a newer generator, before anything is written.
 */
export async function openSession(
  command: CommandDefinition,
  options: GivenOptions,
  { cwd, terminal, program }: { cwd: string; terminal: boolean; program: string },
): Promise<Session> {
  const { answers: file } = options;
  const answers = typeof file === 'string' ? await readAnswers(file, cwd, command) : {};
  const given = { ...answers, ...options };
  const { dir, destination } = given as GivenOptions;
  const base = typeof destination === 'string' ? destination : undefined;
  const findIt =
    command.name === 'event-bus' ? findPlaceOfFiles : command.name === 'upgrade' ? findRecorded : findPlace;
  const place =
    typeof dir === 'string'
      ? await findPlace(cwd, resolve(cwd, base ?? '.', dir), true)
      : await findIt(cwd, base);
  // This precedes all questions. Commands that only read or preview also work in a read-only checkout.
  if (given['dry-run'] !== true && command.name !== 'event-bus') await checkWritable(place.root);
  // An upgrade reports each contract itself, and upgrades the nodes that have none with conflicts.
  refuseConflicts(place.root, { contracts: command.name !== 'upgrade' });
  refuseNewerProject(place.root, GENERATOR_VERSION);
  const interactive = terminal && given['yes'] !== true && given['json'] !== true;
  // Questions may show data of any node, so an interactive run watches all nodes.
  const nodes = OF_FEW_NODES.has(command.name) && !interactive ? 'named' : 'all';
  const basis = await beginRun(place.root, { dryRun: given['dry-run'] === true, nodes });
  return {
    command,
    program,
    given,
    cwd,
    place,
    basis,
    contracts: projectContracts(place.root, basis.watch),
    interactive,
    asked: new Set(),
    answerConflict: null,
    project: null,
    units: [],
    warnings: [outerNote(place) ?? []].flat(),
    findings: [],
    problem: undefined,
  };
}
