import { UserError } from '../../lib/errors/index.ts';
import { contractFindings } from '../../lib/project/index.ts';
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
import { OnexGenerator } from '../node/onex-generator.ts';
import { refuseError, setExitCode } from '../node/outcome.ts';
import { projectAnswers } from '../node/project-answers.ts';
import { idleRestores, restoredPaths } from '../node/restore.ts';
import { checkTypes, type Checked } from '../node/typecheck.ts';
import { command } from './command.ts';
import { planUpgrade } from './plan.ts';
import { scopeOf } from './scope.ts';

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
    const plan = await this.#plan();
    this.session.warnings.push(...idleRestores(plan));
    await this.#addFindings();
    const { session, ask } = this;
    const { given, place } = session;
    const dryRun = given['dry-run'] === true;
    refuseDoubtfulDeletions(plan, session);
    if (session.interactive && !dryRun) await confirmPlan(plan, given['diff'] === true, ask);
    const isSettled = ({ json: { status } }: Report) => status === 'done' || status === 'unchanged';
    const checked = await checkTypes(session, plan, async () => {
      const report = await commitShown(plan, this.#quiet);
      if (given['install'] === true && !dryRun && isSettled(report)) {
        await installProject(place.root, this.#quiet);
      }
      return report;
    });
    refuseError(checked.report, session);
    await this.#report(plan, checked, isSettled(checked.report));
    setExitCode(checked.report, checked.types);
  }

  get #quiet(): boolean {
    const { given } = this.session;
    return given['quiet'] === true || given['json'] === true;
  }

  async #plan(): Promise<Plan> {
    const { session, ask } = this;
    const { given, place, cwd, project } = session;
    const policy = given['on-conflict'] as ConflictPolicy | undefined;
    const asks = session.interactive && policy === undefined;
    const paths = Array.isArray(given['paths']) ? (given['paths'] as readonly string[]) : [];
    const scope = await scopeOf(paths, place.root, cwd);
    const progress = showProgress(scope.nodes.length, { quiet: this.#quiet });
    const resolve = (question: Question): Promise<Answer> => {
      progress.clear();
      return askConflict(question, ask);
    };
    return planUpgrade({
      root: place.root,
      project: project!,
      scope,
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

  async #addFindings(): Promise<void> {
    const { place, given, cwd, findings } = this.session;
    const paths = Array.isArray(given['paths']) ? (given['paths'] as readonly string[]) : [];
    const { nodes } = await scopeOf(paths, place.root, cwd);
    findings.push(...(await contractFindings(place.root, nodes)));
  }

  async #report(plan: Plan, { report, types }: Checked, settled: boolean): Promise<void> {
    const { given, place, cwd, project, warnings, findings, interactive } = this.session;
    const dryRun = given['dry-run'] === true;
    const bringsNode = project!.withNode !== null || findsNodePackage(place.root);
    const newPackages = changesPackages(plan) && given['install'] !== true;
    const next = nextSteps({ cwd, root: place.root, bringsNode, newPackages, firstNode: null });
    await printReport(report, {
      title: 'upgrade',
      plan,
      types,
      next: settled && report.changed.length > 0 ? next : [],
      warnings,
      findings,
      place: place.root === cwd ? null : `in ${place.root}`,
      dryRun,
      diff: given['diff'] === true,
      json: given['json'] === true,
      quiet: given['quiet'] === true,
      seen: interactive && !dryRun && plan.changes.length > 0,
    });
  }
}
