/**
 * `onex rename`: renames a node, or a part of its contract, everywhere in the project: contracts, generated files, the
 * user's code, and config files.
 *
 * Guarantees
 * 1. All files change in one commit, or none.
 * 2. Each name that could not be changed is listed with its position.
 */
import { realpathSync } from 'node:fs';
import { UserError } from '../../lib/errors/index.ts';
import { GENERATOR_VERSION } from '../../lib/package/index.ts';
import { readUnit, realDisk, type Plan } from '../../lib/reconcile/index.ts';
import { planUndo, withUndo } from '../../lib/reconcile/rewrite/index.ts';
import { printReport, type ReportContext } from '../../lib/report/index.ts';
import {
  confirmPlan,
  commitWithProgress,
  refuseError,
  setExitCode,
  changedCode,
  checkTypes,
} from '../node/commit/index.ts';
import { OnexGenerator } from '../node/onex-generator.ts';
import { projectAnswers } from '../node/project/index.ts';
import { requireProject } from '../node/session/index.ts';
import { command } from './command.ts';
import { remainingMentions, showRemainingMentions } from './remaining-mentions.ts';
import { wireEffects } from './wire.ts';
import {
  fileOf,
  newestOf,
  type NodeModel,
  readNodes,
  refuseAlias,
  renamedNodes,
  renderBoth,
  renderProjectBoth,
  type UnitPair,
  withOldOperation,
  withOldTopics,
} from './contracts/index.ts';
import {
  findTarget,
  type Kind,
  movesOf,
  namesOf,
  oldAndNew,
  type OldAndNew,
  type Target,
} from './target/index.ts';
import { planRename, refuseUnfinishedMerge } from './files/index.ts';
import { rewritesFor } from './rewrites.ts';

/** Returns the nodes after a rename. They still accept the old name. */
function withAlias(
  target: Target,
  before: readonly NodeModel[],
  after: readonly NodeModel[],
): readonly NodeModel[] {
  return target.kind === 'operation' ? withOldOperation(target, before, after) : withOldTopics(before, after);
}

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
  const { name } = newestOf(target.node).read;
  return [{ from: `${name}:${target.from}`, to: `${name}:${target.to}` }];
}

/** `yo onex:rename`: gives something another name, everywhere in a project, in one commit. */
export default class RenameGenerator extends OnexGenerator {
  protected override commandData(): typeof command {
    return command;
  }

  async configuring(): Promise<void> {
    await this.attempt(async () => {
      const { place, given } = this.session;
      requireProject(this.session);
      this.session.project = await projectAnswers(place, given, undefined);
      refuseUnfinishedMerge(place.root);
    });
  }

  protected override async settleRun(): Promise<void> {
    const root = realpathSync(this.session.place.root);
    return this.session.given['undo'] === true ? this.#undo(root) : this.#rename(root);
  }

  async #undo(root: string): Promise<void> {
    const { given, basis } = this.session;
    if (Array.isArray(given['words']) && given['words'].length > 0)
      throw new UserError('ERR_ONEX_USAGE', 'onex rename --undo takes no names; it undoes the last rename');
    const dryRun = given['dry-run'] === true;
    const options = { generatorVersion: GENERATOR_VERSION, onConflict: 'fail', basis, dryRun } as const;
    const { what, ...plan } = planUndo(root, realDisk, options);
    await this.#settle(plan, { title: `undo: ${what}`, warnings: [], more: {} });
  }

  async #rename(root: string): Promise<void> {
    const { session } = this;
    const { given } = session;
    const { from, to, kind } = this.#names();
    const before = await readNodes(root);
    for (const { folder } of before) session.basis.dependsOn(folder);
    const domain = session.project!.domain;
    const target = findTarget(from, to, {
      nodes: before,
      domain,
      kind,
    });
    const alias = given['alias'] === true;
    if (alias) refuseAlias(target);
    const renamed = renamedNodes(target, before);
    const after = alias ? withAlias(target, before, renamed) : renamed;
    const pairs = [...(await renderBoth(root, before, after)), ...(await this.#project(target, root))];
    const dryRun = given['dry-run'] === true;
    const written = new Set<string>();
    const planned = await planRename({
      root,
      pairs,
      contracts: changedContracts(before, after),
      names: namesOf(target),
      literals: literalsOf(target),
      wholeNames: wholeNames(target),
      keepsLocalNames: target.kind === 'field',
      rewriteOf: rewritesFor(target, { alias, written, warnings: session.warnings }),
      basis: session.basis,
      dryRun,
    });
    const title = `rename ${from} ${to}`;
    const mentions = remainingMentions(target, before, planned);
    await this.#settle(withUndo(planned.plan, realDisk, `onex ${title}`), {
      title,
      warnings: [
        ...planned.warnings,
        ...wireEffects(target, before, after, { alias, isStateRead: written.size > 0 }),
      ],
      more: { mentions },
      below: showRemainingMentions(mentions),
    });
  }

  #names(): OldAndNew {
    const words = Array.isArray(this.session.given['words']) ? (this.session.given['words'] as string[]) : [];
    return oldAndNew(words, (this.session.given['type'] as Kind | undefined) ?? null);
  }

  async #project(target: Target, root: string): Promise<UnitPair[]> {
    if (target.kind !== 'domain' || !target.isOfProject) return [];
    return renderProjectBoth(this.session.project!, target.to, await readUnit(root, '', GENERATOR_VERSION));
  }

  async #settle(
    plan: Plan,
    { warnings, ...shown }: Pick<ReportContext, 'title' | 'warnings' | 'more' | 'below'>,
  ): Promise<void> {
    const { session, ask } = this;
    const { given, place, cwd } = session;
    const [dryRun, diff] = [given['dry-run'] === true, given['diff'] === true];
    const asks = session.interactive && !dryRun;
    if (asks) await confirmPlan(plan, diff, ask);
    const quiet = given['quiet'] === true || given['json'] === true;
    const { report, types } = await checkTypes(
      session,
      plan,
      () => commitWithProgress(plan, quiet),
      changedCode(plan),
    );
    refuseError(report, session);
    await printReport(report, {
      ...shown,
      plan,
      types,
      next: [],
      warnings: [...session.warnings, ...warnings],
      place: place.root === cwd ? null : `in ${place.root}`,
      dryRun,
      diff,
      json: given['json'] === true,
      quiet: given['quiet'] === true,
      seen: asks && plan.changes.length > 0,
    });
    setExitCode(report, types);
  }
}
