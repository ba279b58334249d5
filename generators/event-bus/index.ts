/**
 * `onex event-bus`: injects the event bus into existing classes, or removes it. The command reports files that moved or
 * have no record. lib/injection changes the text, and lib/reconcile writes it.
 */
import path from 'node:path';
import { parseDomain } from '../../lib/naming/index.ts';
import { UserError } from '../../lib/errors/index.ts';
import { singleFileBundles } from '../../lib/compile-settings/index.ts';
import { GENERATOR_VERSION, GENERATORS_ROOT } from '../../lib/package/index.ts';
import type { Plan } from '../../lib/reconcile/index.ts';
import { countErrors, isRuntimeInstalled, showProgress } from '../../lib/report/index.ts';
import { commitWithProgress, checkTypes } from '../node/commit/index.ts';
import { OnexGenerator } from '../node/onex-generator.ts';
import { command } from './command.ts';
import { findFiles, type NamedFile } from './files/index.ts';
import { textOnDisk } from './moves/index.ts';
import { changesOfRecords, optionsToRecord } from './records/index.ts';
import { exitCodeOf, reportFiles } from './report.ts';
import { runtimeSteps } from './runtime-steps.ts';
import { stateNote } from './state-ignored.ts';
import type { FileOutcome } from './inject/index.ts';

/**
 * `yo onex:event-bus FILE…`: injects the event bus into classes of existing files. Each file is processed separately.
 */
export default class EventBusGenerator extends OnexGenerator {
  #files: readonly NamedFile[] = [];

  protected override commandData(): typeof command {
    return command;
  }

  async configuring(): Promise<void> {
    await this.attempt(async () => {
      const { given, cwd, place } = this.session;
      const names = Array.isArray(given['files']) ? (given['files'] as readonly string[]) : [];
      if (names.length === 0) throw new UserError('ERR_ONEX_USAGE', 'name the files: onex event-bus FILE…');
      if (given['class'] !== undefined && given['all'] === true) {
        throw new UserError('ERR_ONEX_USAGE', '--class and --all exclude each other; give one of them');
      }
      if (typeof given['domain'] === 'string') given['domain'] = parseDomain(given['domain']);
      if (given['node-version'] !== undefined) {
        const { versionOf } = await import('../node/contract/contract-answers.ts');
        versionOf(given['node-version']);
      }
      this.#files = findFiles(names, cwd, place.root);
    });
  }

  protected override async settleRun(): Promise<void> {
    // Loads recast and the parser, which no other part of a run needs.
    const { settleAll } = await import('./inject/settle-all.ts');
    const { compareRecords, recordNotes } = await import('./recorded/compare-records.ts');
    const { given, cwd, place } = this.session;
    const [dryRun, remove] = [given['dry-run'] === true, given['remove'] === true];
    const named = this.#files.map((file) => file.path);
    const compared = compareRecords(place.root, { named, whole: false });
    const { stored, records, differences } = compared;
    const store = { records, blocked: stored.blocked };
    const domain = given['domain'] ?? place.settings?.['domain'];
    const { usesOfLostFields } = await import('./recorded/lost-fields.ts');
    const { collisions, projectNodeNames } = await import('./identities/index.ts');
    const settings = {
      root: place.root,
      nodeNames: await projectNodeNames(place.root, records.keys()),
      templateRoot: `${GENERATORS_ROOT}/event-bus/templates`,
      domain: typeof domain === 'string' ? domain : undefined,
      given,
    };
    const quiet = given['json'] === true || given['quiet'] === true;
    const settle = (chosen: ReadonlyMap<string, string>): readonly FileOutcome[] => {
      const progress = showProgress(this.#files.length, { quiet });
      try {
        const settingsOf = (file: string) => ({ ...settings, className: chosen.get(file) });
        return settleAll(this.#files, store, place.root, settingsOf, (name) => progress.advance(name));
      } finally {
        progress.clear();
      }
    };
    const first = settle(new Map());
    const chosen = await this.#choose(first);
    const outcomes = chosen.size === 0 ? first : settle(chosen);
    const changes = outcomes.flatMap((one) => one.change ?? []);
    const written = changes.map(({ path: file }) => path.join(place.root, file));
    const ofRecords = changesOfRecords(stored, {
      outcomes,
      injected: { generator: GENERATOR_VERSION, options: optionsToRecord(given) },
      moved: differences.moved,
      gone: [...differences.gone, ...differences.undone],
    });
    const textsNow = new Map(
      outcomes.flatMap(({ plan: { path: file }, text }) => (text === null ? [] : [[file, text]])),
    );
    const onDisk = textOnDisk(place.root);
    const textNow = (file: string): string | null => textsNow.get(file) ?? onDisk(file);
    const concerned = [...records.keys(), ...differences.unrecorded, ...named];
    const twice = await collisions(place.root, concerned, textNow);
    const got = dryRun || remove ? [] : written;
    const state = got.length === 0 ? null : stateNote(place.root);
    const plan: Plan = {
      root: place.root,
      files: outcomes.filter((one) => one.change !== null).map((one) => one.plan),
      changes: [...changes, ...ofRecords],
      unitRoots: [],
      manifests: [],
      warnings: [
        ...this.session.basis.notes,
        ...recordNotes(compared, named),
        ...twice,
        ...(remove ? [] : usesOfLostFields(place.root, outcomes, records, textNow)),
        ...(remove ? [] : singleFileBundles(written, place.root)),
        ...(state === null ? [] : [state]),
      ],
      options: { generatorVersion: GENERATOR_VERSION, onConflict: 'ours', dryRun, basis: this.session.basis },
    };
    const next = runtimeSteps(got, cwd);
    const changed = outcomes.filter(({ added }) => added.length > 0).map((one) => one.plan);
    const { report, types } = await checkTypes(
      this.session,
      plan,
      () => commitWithProgress(plan, quiet),
      // Without the runtime, each injected import is an error.
      isRuntimeInstalled(place.root) ? changed : [],
    );
    const isChecked = types?.status === 'checked' || given['typecheck'] === false;
    const { typeUseNotes } = await import('./type-uses/index.ts');
    const uses = isChecked
      ? []
      : typeUseNotes(
          place.root,
          outcomes.map(({ plan: { path: file }, added }) => ({ path: file, added })),
          textNow,
        );
    await reportFiles({ ...plan, warnings: [...report.json.warnings, ...uses] }, outcomes, {
      json: given['json'] === true,
      quiet: given['quiet'] === true,
      diff: given['diff'] === true,
      dryRun,
      remove,
      next,
      types,
    });
    const code = exitCodeOf(outcomes) || (countErrors(types) > 0 ? 2 : 0);
    if (code !== 0) process.exitCode = code;
  }

  /** If a file has several classes and the user can be asked, the user chooses the class. */
  async #choose(outcomes: readonly FileOutcome[]): Promise<ReadonlyMap<string, string>> {
    const chosen = new Map<string, string>();
    const { interactive, given } = this.session;
    if (!interactive || given['class'] !== undefined) return chosen;
    for (const { plan, candidates } of outcomes) {
      if (candidates.length < 2) continue;
      const message = `${plan.path}: which class gets the event bus?`;
      const choices = candidates.map((name) => ({ value: name, name }));
      const { className } = await this.ask<{ className: string }>([
        { type: 'select', name: 'className', message, choices },
      ]);
      chosen.set(plan.path, className);
    }
    return chosen;
  }
}
