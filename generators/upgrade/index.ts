import { UserError } from '../../lib/errors/index.ts';
import { projectLinks } from '../../lib/graph/index.ts';
import { contractFindings, projectContracts, type ProjectContracts } from '../../lib/project/index.ts';
import { type Answer, type ConflictPolicy, type Plan, type Question } from '../../lib/reconcile/index.ts';
import { showProgress } from '../../lib/report/index.ts';
import { askConflict } from '../node/ask.ts';
import { olderRuntime } from '../node/older-runtime.ts';
import { OnexGenerator } from '../node/onex-generator.ts';
import { projectAnswers } from '../node/project-answers.ts';
import { idleRestores, restoredPaths } from '../node/restore.ts';
import { command } from './command.ts';
import { withDependents } from './dependents.ts';
import { finishPlan } from './finish-plan.ts';
import { planUpgrade } from './plan.ts';
import { scopeOf, type Scope } from './scope.ts';

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
    const { session } = this;
    const { place } = session;
    const contracts = projectContracts(place.root);
    const scope = await this.#scope(contracts);
    const plan = await this.#plan(scope, contracts);
    session.warnings.push(...idleRestores(plan));
    session.findings.push(...(await contractFindings(contracts, scope.nodes)));
    await finishPlan(session, plan, this.ask, {
      title: 'upgrade',
      links: () => projectLinks(contracts, scope.project ? undefined : scope.nodes),
      // A part of the project is upgraded without the project's own files.
      older: async () => (scope.project ? null : olderRuntime(session)),
    });
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
}
