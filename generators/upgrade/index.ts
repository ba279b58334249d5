import { UserError } from '../../lib/errors/index.ts';
import { projectLinks, type GraphFinding } from '../../lib/graph/index.ts';
import { contractFindings, projectContracts, type ProjectContracts } from '../../lib/project/index.ts';
import {
  type Answer,
  type ConflictPolicy,
  type Plan,
  type Question,
  type Report,
} from '../../lib/reconcile/index.ts';
import { findsNodePackage, nextSteps, printReport, showProgress } from '../../lib/report/index.ts';
import { askConflict, confirmPlan } from '../node/ask.ts';
import { commitShown } from '../node/commit-shown.ts';
import { refuseDoubtfulDeletions } from '../node/deletions.ts';
import { changesPackages, installProject } from '../node/install.ts';
import { olderRuntime } from '../node/older-runtime.ts';
import { OnexGenerator } from '../node/onex-generator.ts';
import { refuseError, setExitCode } from '../node/outcome.ts';
import { projectAnswers } from '../node/project-answers.ts';
import { idleRestores, restoredPaths } from '../node/restore.ts';
import { command } from './command.ts';
import { withDependents } from './dependents.ts';
import { planUpgrade } from './plan.ts';
import { scopeOf, type Scope } from './scope.ts';

const isError = ({ severity }: GraphFinding): boolean => severity === 'error';

/** `yo onex:upgrade`: renders all units anew and reconciles them with what their owner made of them. */
export default class UpgradeGenerator extends OnexGenerator {
  protected override commandData(): typeof command {
    return command;
  }

  async configuring(): Promise<void> {
    await this.attempt(async () => {
      const { place, given } = this.session;
      if (place.settings === null) {
        throw new UserError(
          `${place.root} is no project of generator-onex; go into one, or make one with onex project`,
        );
      }
      this.session.project = await projectAnswers(place, given, undefined);
    });
  }

  /** Nothing is put into the shared file system: a thousand nodes are rendered one after the other. */
  protected override async settleRun(): Promise<void> {
    const { session, ask } = this;
    const { given, place } = session;
    const contracts = projectContracts(place.root);
    const scope = await this.#scope(contracts);
    const plan = await this.#plan(scope, contracts);
    session.warnings.push(...idleRestores(plan));
    session.findings.push(...(await contractFindings(contracts, scope.nodes)));
    const dryRun = given['dry-run'] === true;
    refuseDoubtfulDeletions(plan, session);
    if (session.interactive && !dryRun) await confirmPlan(plan, given['diff'] === true, ask);
    const report = await commitShown(plan, this.#quiet);
    const settled = report.json.status === 'done' || report.json.status === 'unchanged';
    if (given['install'] === true && !dryRun && settled) {
      await installProject(place.root, given['json'] === true || given['quiet'] === true);
    }
    refuseError(report, session);
    // The code of steps is part of a link, and was written just now.
    const links = await projectLinks(contracts, scope.project ? undefined : scope.nodes);
    // A part of the project is upgraded without the project's own files.
    const older = scope.project ? null : await olderRuntime(session);
    if (older !== null) session.warnings.push(older.warning);
    await this.#report(plan, report, links);
    setExitCode(report);
    if (links.some(isError)) process.exitCode ??= 2;
  }

  /** What is named, and what is rendered from it. */
  async #scope(contracts: ProjectContracts): Promise<Scope> {
    const { given, place, cwd } = this.session;
    const paths = Array.isArray(given['paths']) ? (given['paths'] as readonly string[]) : [];
    const scope = await scopeOf(paths, place.root, cwd);
    return scope.project ? scope : withDependents(scope, contracts);
  }

  get #quiet(): boolean {
    const { given } = this.session;
    return given['quiet'] === true || given['json'] === true;
  }

  async #plan(scope: Scope, contracts: ProjectContracts): Promise<Plan> {
    const { session, ask } = this;
    const { given, place, project } = session;
    const policy = given['on-conflict'] as ConflictPolicy | undefined;
    const asks = session.interactive && policy === undefined;
    const progress = showProgress(scope.nodes.length, { quiet: this.#quiet });
    const resolve = (question: Question): Promise<Answer> => {
      progress.clear();
      return askConflict(question, ask);
    };
    return planUpgrade({
      root: place.root,
      project: project!,
      scope,
      contracts,
      progress,
      options: {
        basis: session.basis,
        onConflict: policy ?? 'fail',
        ...(asks ? { resolve } : {}),
        restore: restoredPaths(session),
        dryRun: given['dry-run'] === true,
      },
    });
  }

  async #report(plan: Plan, report: Report, links: readonly GraphFinding[]): Promise<void> {
    const { given, place, cwd, project, warnings, findings, interactive } = this.session;
    const dryRun = given['dry-run'] === true;
    const settled = report.json.status === 'done' || report.json.status === 'unchanged';
    const bringsNode = project!.withNode !== null || findsNodePackage(place.root);
    const newPackages = changesPackages(plan) && given['install'] !== true;
    const next = nextSteps({ cwd, root: place.root, bringsNode, newPackages, firstNode: null });
    await printReport(report, {
      title: 'upgrade',
      plan,
      next: settled && report.changed.length > 0 ? next : [],
      warnings,
      findings: [...findings, ...links],
      brokenLinks: links.filter(isError).length,
      place: place.root === cwd ? null : `in ${place.root}`,
      dryRun,
      diff: given['diff'] === true,
      json: given['json'] === true,
      quiet: given['quiet'] === true,
      seen: interactive && !dryRun && plan.changes.length > 0,
    });
  }
}
