/**
 * `onex upgrade`: renders all nodes with this version of the templates, and reconciles them with the user's edits.
 *
 * Guarantees
 * 1. A user's edit stays or is reported as a conflict.
 * 2. A node that cannot be read does not stop the others.
 */
import { projectLinks } from '../../lib/graph/index.ts';
import {
  contractFindings,
  editedContracts,
  projectContracts,
  type ProjectContracts,
} from '../../lib/project/index.ts';
import { lostFiles, refuseLost } from '../../lib/project/removal/index.ts';
import {
  isAtOrBelow,
  type Answer,
  type ConflictPolicy,
  type Plan,
  type Question,
} from '../../lib/reconcile/index.ts';
import { showProgress } from '../../lib/report/index.ts';
import { concernedFiles, compareRecords, type ComparedRecords } from '../event-bus/recorded/index.ts';
import { hasRecords, requireNoNewer } from '../event-bus/records/index.ts';
import { rememberingAnswers, unusedRestores, restoredPaths } from '../node/commit/index.ts';
import { olderRuntime, projectAnswers } from '../node/project/index.ts';
import { OnexGenerator } from '../node/onex-generator.ts';
import { requireProject, asksAboutConflicts } from '../node/session/index.ts';
import { type Decision, findDeletions } from './deleted/index.ts';
import { command } from './command.ts';
import { withDependents, scopeOf, type Scope } from './scope.ts';
import { finishPlan } from './finish-plan.ts';
import { withInjected } from './injected.ts';
import { planUpgrade, type UpgradeRequest } from './plan/index.ts';
import { removedRecords } from './edits/index.ts';

/** `yo onex:upgrade`: renders all units again and reconciles them with the user's edits. */
export default class UpgradeGenerator extends OnexGenerator {
  protected override commandData(): typeof command {
    return command;
  }

  async configuring(): Promise<void> {
    await this.attempt(async () => {
      const { place, given } = this.session;
      if (place.settings === null && !hasRecords(place.root)) requireProject(this.session);
      this.session.project = await projectAnswers(place, given, undefined);
    });
  }

  /** Does not use the shared file system, because a thousand nodes are rendered one after the other. */
  protected override async settleRun(): Promise<void> {
    const { session } = this;
    const { place } = session;
    const now = projectContracts(place.root);
    const compared = this.#records();
    const scope = await this.#scope(now, compared);
    const { restore, edits } = await this.#decideAboutDeletions(scope, now);
    const contracts = edits === null ? now : editedContracts(place.root, now, edits);
    const planned = await this.#plan({ scope, contracts, restore, edits });
    const plan = await withInjected(planned, scope.injected ?? [], compared, session);
    if (edits !== null) refuseLost(lostFiles(plan));
    session.warnings.push(...unusedRestores(plan));
    session.findings.push(...(await contractFindings(contracts, scope.nodes)));
    await finishPlan(session, plan, this.ask, {
      title: 'upgrade',
      records: edits === null ? null : removedRecords(edits),
      links: () => {
        // By then, the run has written the restored contracts.
        const isBack = restore.length > 0 && session.given['dry-run'] !== true;
        const written = isBack ? projectContracts(place.root) : contracts;
        return projectLinks(written, scope.project ? undefined : scope.nodes);
      },
      // A part of the project is upgraded without the project's own files.
      older: () => (scope.project ? null : olderRuntime(session)),
    });
  }

  /**
   * In a terminal, asks what to do about things that were deleted by hand; otherwise they are reported with the plan.
   */
  async #decideAboutDeletions(scope: Scope, contracts: ProjectContracts): Promise<Decision> {
    const { session, ask } = this;
    const restore = restoredPaths(session);
    const gone =
      session.interactive && session.given['dry-run'] !== true
        ? await findDeletions(session.place.root, scope)
        : [];
    const open = gone.filter(({ path }) => !restore.some((wanted) => isAtOrBelow(wanted, path)));
    if (open.length === 0) return { restore, edits: null, notes: [] };
    const { askAboutDeletions } = await import('./deleted/ask-about-deletions.ts');
    const decision = await askAboutDeletions(open, session.place.root, contracts, ask);
    session.warnings.push(...decision.notes);
    return { ...decision, restore: [...restore, ...decision.restore] };
  }

  /** Returns the selected nodes, and those that are rendered from their contracts. */
  async #scope(contracts: ProjectContracts, compared: ComparedRecords): Promise<Scope> {
    const { place, cwd } = this.session;
    const found = await scopeOf(this.#paths, place.root, cwd, concernedFiles(compared));
    // A package that is not a project has only files with an injected event bus.
    const scope = place.settings === null ? { ...found, project: false, nodes: [] } : found;
    return scope.project ? scope : withDependents(scope, contracts);
  }

  get #paths(): readonly string[] {
    const { paths } = this.session.given;
    return Array.isArray(paths) ? (paths as readonly string[]) : [];
  }

  /** Reads the records of injected files. Only a run over everything searches for files without a record. */
  #records(): ComparedRecords {
    const compared = compareRecords(this.session.place.root, { whole: this.#paths.length === 0 });
    requireNoNewer(compared.stored);
    return compared;
  }

  get #quiet(): boolean {
    const { given } = this.session;
    return given['quiet'] === true || given['json'] === true;
  }

  async #plan({
    scope,
    contracts,
    restore,
    edits,
  }: Pick<UpgradeRequest, 'scope' | 'contracts' | 'edits'> & Pick<Decision, 'restore'>): Promise<Plan> {
    const { session, ask } = this;
    const { given, place, project } = session;
    const policy = given['on-conflict'] as ConflictPolicy | undefined;
    const asks = asksAboutConflicts(session);
    const progress = showProgress(scope.nodes.length, { quiet: this.#quiet });
    const answer = rememberingAnswers(ask);
    const resolve = (question: Question): Promise<Answer> => {
      progress.clear();
      return answer(question);
    };
    return planUpgrade({
      root: place.root,
      project: project!,
      scope,
      contracts,
      edits,
      progress,
      options: {
        basis: session.basis,
        onConflict: policy ?? 'fail',
        ...(asks ? { resolve } : {}),
        restore,
        dryRun: given['dry-run'] === true,
      },
    });
  }
}
