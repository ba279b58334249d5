import { baseOf } from './base.ts';
import { chooseClasses, labelOf, opensBus } from './choose.ts';
import { classDrafts } from './class-drafts.ts';
import { inOrder, splice, type Draft } from './draft.ts';
import { fileDrafts } from './file-drafts.ts';
import { checkInsertions } from './invariants.ts';
import { openFile, type OpenFile } from './open-file.ts';
import { unifiedDiff } from './patch.ts';
import { positionAt } from './position.ts';
import { DEFAULT_TEMPLATE_ROOT } from './render.ts';
import { settle } from './settle.ts';
import type { ClassPlace } from './survey.ts';
import type {
  InjectionNote,
  InjectionOptions,
  InjectionReason,
  InjectionRecord,
  InjectionResult,
  InjectionSource,
  RecordedClass,
} from './types.ts';
import { fileNames, identityOf, serviceNameOf } from './view.ts';

/**
 * Puts the event bus into the classes that are meant, by insertions alone. Pure: text in, text out; only the partials
 * are read. Never throws for what a file holds: what cannot be done is `refused` with its place and a remedy.
 */
export function injectEventBus(source: InjectionSource, options: InjectionOptions = {}): InjectionResult {
  const stay = { text: source.text, insertions: [], notes: [] };
  const opened = openFile(source);
  if (!opened.ok) return { ...stay, status: opened.status, reason: opened.reason };
  const { file } = opened;
  const choice = chooseClasses(file, options);
  if (choice.status !== 'chosen') return { ...stay, status: choice.status, reason: choice.reason };

  const absent = choice.places.filter((place) => !opensBus(place));
  if (absent.length === 0) {
    return { ...stay, status: 'unchanged', notes: choice.notes, record: options.record ?? null };
  }
  const plan = planInsertions(file, absent, options);
  if (!plan.ok) return { ...stay, status: 'refused', reason: plan.reason };
  return settleInsertions(source, file, plan, [...choice.notes, ...plan.notes]);
}

export interface Plan {
  readonly ok: true;
  readonly fileDrafts: readonly Draft[];
  readonly classes: readonly { readonly place: ClassPlace; readonly drafts: readonly Draft[] }[];
  readonly notes: readonly InjectionNote[];
}

/** What would go into the given classes, with no look at what went in before. */
export function planInsertions(
  file: OpenFile,
  places: readonly ClassPlace[],
  options: InjectionOptions,
): Plan | { readonly ok: false; readonly reason: InjectionReason } {
  const templateRoot = options.templateRoot ?? DEFAULT_TEMPLATE_ROOT;
  const names = fileNames(file.program, file.survey, file.language, file.text, options);
  const notes: InjectionNote[] = [];
  const classes: { place: ClassPlace; drafts: readonly Draft[] }[] = [];
  for (const place of places) {
    const label = labelOf(place);
    const base = baseOf(place, file.survey, file.imports, file.text, options);
    const settled = settle(place.node, label, base, file.text, {
      typescript: file.language.typescript,
      separate: options.separate === true,
    });
    if (!settled.ok) {
      const { message, offset, remedy } = settled.clash;
      return { ok: false, reason: { message, remedy, ...positionAt(file.text, offset) } };
    }
    const { settlement } = settled;
    const { line } = positionAt(file.text, place.node.start);
    for (const { name, offset } of settlement.reused) {
      notes.push({ message: `${label} keeps its own ${name}`, line: positionAt(file.text, offset).line });
    }
    if (base.kind === 'unknown') {
      notes.push({
        message: `what ${label} inherits from ${base.text} is not known, so the bus stands apart in ${settlement.hostField}, ${settlement.initialize.name}() and ${settlement.shutdown.name}(); --base-members tells`,
        line,
      });
    }
    if (base.kind !== 'runtime') {
      notes.push({
        message: `${label} can publish and announce itself; to be started as a node it lacks a contract, handlers and a container, which NodeEffect, NodeCompute, NodeReducer or NodeOrchestrator of onex-runtime bring`,
        line,
      });
    }
    const className = place.name ?? 'node';
    classes.push({
      place,
      drafts: classDrafts(place.node, settlement, {
        text: file.text,
        comments: file.comments,
        habits: file.habits,
        names,
        templateRoot,
        serviceName: serviceNameOf(className, options),
        identity: base.kind === 'runtime' ? null : identityOf(className, options),
      }),
    });
  }
  const above = Math.min(...places.map((place) => (place.ancestors[1] ?? place.node).start));
  const { text, program, comments, habits } = file;
  return {
    ok: true,
    classes,
    notes,
    fileDrafts: fileDrafts({ text, program, comments, habits, names, templateRoot, above }),
  };
}

function settleInsertions(
  source: InjectionSource,
  file: OpenFile,
  plan: Plan,
  notes: readonly InjectionNote[],
): InjectionResult {
  const drafts = inOrder([...plan.fileDrafts, ...plan.classes.flatMap((one) => one.drafts)]);
  const after = splice(file.text, drafts);
  const verdict = checkInsertions(file, after, drafts);
  const text = file.bom + after;
  if (!verdict.ok) return broken(source, text, verdict.failed);
  const record: InjectionRecord = {
    version: 1,
    file: plan.fileDrafts.map(recorded),
    classes: plan.classes.map((one): RecordedClass => ({
      name: one.place.name,
      insertions: one.drafts.map(recorded),
    })),
  };
  return {
    status: 'injected',
    text,
    insertions: drafts.map((one) => ({ offset: one.offset + file.bom.length, text: one.text })),
    notes,
    classes: plan.classes.map((one) => labelOf(one.place)),
    record,
  };
}

function recorded({ text, pieces }: Draft): { text: string; pieces: Draft['pieces'] } {
  return { text, pieces };
}

/** A defect of ours: nothing is written, and what was meant is shown. */
export function broken(source: InjectionSource, intended: string, failed: string): InjectionResult {
  return {
    status: 'refused',
    text: source.text,
    insertions: [],
    notes: [],
    reason: {
      message: `left alone, because a check failed: ${failed}`,
      line: 1,
      column: 1,
      remedy: 'apply the patch by hand where it is right, and report the file',
      broken: true,
    },
    patch: unifiedDiff(source.path, source.text, intended),
  };
}
