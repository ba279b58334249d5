import { realpathSync } from 'node:fs';
import { UserError } from '../../lib/errors/index.ts';
import { GENERATOR_VERSION } from '../../lib/package/index.ts';
import { readUnit, type Plan } from '../../lib/reconcile/index.ts';
import { printReport } from '../../lib/report/index.ts';
import { confirmPlan } from '../node/ask.ts';
import { commitShown } from '../node/commit-shown.ts';
import { OnexGenerator } from '../node/onex-generator.ts';
import { refuseError, setExitCode } from '../node/outcome.ts';
import { projectAnswers } from '../node/project-answers.ts';
import { command } from './command.ts';
import { renamedNodes } from './contracts.ts';
import { findTarget } from './find-target.ts';
import { refuseUnfinishedMerge } from './git-state.ts';
import { fileOf, readNodes, type NodeModel } from './model.ts';
import { namesLeft } from './names-left.ts';
import { planRename, type RenamePlan } from './plan.ts';
import { renderBoth, renderProjectBoth, type UnitPair } from './render-both.ts';
import { showNamesLeft } from './show-names-left.ts';
import { movesOf, namesOf, type Kind, type Target } from './target.ts';
import { wireEffects } from './wire.ts';

/** Contracts whose text changes, by their path before the run. */
function changedContracts(before: readonly NodeModel[], after: readonly NodeModel[]): Map<string, string> {
  return new Map(
    before.flatMap((node, index) =>
      node.versions.flatMap((version, place) => {
        const { contract } = after[index]!.versions[place]!;
        return contract === version.contract ? [] : [[fileOf(node.folder, version), contract] as const];
      }),
    ),
  );
}

/** String literals of generated code that name what is renamed. That of a field may be something else. */
function literalsOf(target: Target): ReadonlyMap<string, string> {
  if (target.kind === 'field') return new Map();
  if (target.kind === 'node') return new Map([[target.move.from, target.move.to]]);
  if (target.kind === 'domain') return new Map(target.moves.map(({ from, to }) => [from, to]));
  return new Map([[target.from, target.to]]);
}

function wholeNames(target: Target): { from: string; to: string }[] {
  const moved = movesOf(target).filter(({ from, to }) => from !== to);
  if (target.kind === 'topic') return [{ from: target.from, to: target.to }];
  if (target.kind !== 'operation') return moved.map(({ from, to }) => ({ from, to }));
  const { folder } = target.node;
  return [{ from: `${folder}:${target.from}`, to: `${folder}:${target.to}` }];
}

/** `yo onex:rename`: gives something another name, everywhere in a project, in one commit. */
export default class RenameGenerator extends OnexGenerator {
  protected override commandData(): typeof command {
    return command;
  }

  async configuring(): Promise<void> {
    await this.attempt(async () => {
      const { place, given } = this.session;
      if (place.settings === null) {
        throw new UserError(`${place.root} is not a project of generator-onex; change to the folder of one`);
      }
      this.session.project = await projectAnswers(place, given, undefined);
      refuseUnfinishedMerge(place.root);
    });
  }

  protected override async settleRun(): Promise<void> {
    const { session, ask } = this;
    const { given, place } = session;
    const root = realpathSync(place.root);
    const [from, to] = this.#names();
    const before = await readNodes(root);
    for (const { folder } of before) session.basis.dependsOn(folder);
    const domain = session.project!.domain;
    const target = findTarget(from, to, {
      nodes: before,
      domain,
      kind: (given['type'] as Kind | undefined) ?? null,
    });
    const after = renamedNodes(target, before);
    const pairs = [...(await renderBoth(before, after)), ...(await this.#project(target, root))];
    const dryRun = given['dry-run'] === true;
    const planned = await planRename({
      root,
      pairs,
      contracts: changedContracts(before, after),
      names: namesOf(target),
      literals: literalsOf(target),
      wholeNames: wholeNames(target),
      keepsLocalNames: target.kind === 'field',
      basis: session.basis,
      dryRun,
    });
    if (session.interactive && !dryRun) await confirmPlan(planned.plan, given['diff'] === true, ask);
    const report = await commitShown(planned.plan, given['quiet'] === true || given['json'] === true);
    refuseError(report, session);
    await this.#report(planned, report, { target, before, after });
    setExitCode(report);
  }

  #names(): readonly [string, string] {
    const names = Array.isArray(this.session.given['names']) ? (this.session.given['names'] as string[]) : [];
    const [from, to, ...more] = names;
    if (from === undefined || to === undefined || more.length > 0)
      throw new UserError('onex rename takes the old name and the new one: onex rename payment invoice');
    return [from, to];
  }

  async #project(target: Target, root: string): Promise<UnitPair[]> {
    if (target.kind !== 'domain' || !target.isOfProject) return [];
    return renderProjectBoth(this.session.project!, target.to, await readUnit(root, '', GENERATOR_VERSION));
  }

  async #report(
    { plan, texts, warnings }: RenamePlan,
    report: Awaited<ReturnType<typeof commitShown>>,
    { target, before, after }: { target: Target; before: readonly NodeModel[]; after: readonly NodeModel[] },
  ): Promise<void> {
    const { given, place, cwd, interactive } = this.session;
    const dryRun = given['dry-run'] === true;
    const mentions = namesLeft(target, before, texts);
    const wire = wireEffects(target, before, after);
    await printReport(report, {
      title: `rename ${this.#names().join(' ')}`,
      plan: plan satisfies Plan,
      next: [],
      warnings: [...this.session.warnings, ...warnings, ...wire],
      place: place.root === cwd ? null : `in ${place.root}`,
      dryRun,
      diff: given['diff'] === true,
      json: given['json'] === true,
      quiet: given['quiet'] === true,
      seen: interactive && !dryRun && plan.changes.length > 0,
      more: { mentions },
      below: showNamesLeft(mentions),
    });
  }
}
