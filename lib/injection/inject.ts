import { broken, failedInvariant, inserting } from './check/index.ts';
import {
  busAbove,
  chooseClasses,
  clashWithBase,
  clashWithSubclasses,
  draftsOf,
  labelOf,
  planInsertions,
  reasonOf,
  recordOf,
  subclassNote,
} from './plan/index.ts';
import { splice } from './pieces/index.ts';
import { type ClassPlace, type Opener, openerOf, type OpenFile } from './survey/index.ts';
import { refresh } from './upgrade/index.ts';
import type {
  InjectionNote,
  InjectionOptions,
  InjectionRecord,
  InjectionResult,
  InjectionSource,
} from './types.ts';

/**
 * Injects the event bus into the selected classes by insertions alone. Takes text and returns text; reads no files
 * except the partials. It never throws because of a file's content: an impossible injection is `refused` with its
 * position and a remedy.
 */
export function injectEventBus(source: InjectionSource, options: InjectionOptions = {}): InjectionResult {
  const open = openerOf(source.path);
  const opened = open(source.text);
  if (!opened.ok) {
    const { status, reason } = opened;
    return { status, reason, text: source.text, insertions: [], notes: [] };
  }
  const result = settleFile(source, opened.file, options, open);
  if (result.status !== 'injected' || options.rendered === true) return result;
  const changed = changesAgain({ path: source.path, text: result.text }, result.record, options, open);
  return changed ? broken(source, result.text, 'a second run would change the file again') : result;
}

/** Runs the injection again on the result, with the record and trees of the first run. */
function changesAgain(
  after: InjectionSource,
  record: InjectionRecord,
  options: InjectionOptions,
  open: Opener,
): boolean {
  const opened = open(after.text);
  return !opened.ok || settleFile(after, opened.file, { ...options, record }, open).status !== 'unchanged';
}

/** Runs the injection once and checks every invariant except that a second run changes nothing. */
function settleFile(
  source: InjectionSource,
  file: OpenFile,
  options: InjectionOptions,
  open: Opener,
): InjectionResult {
  const stay = { text: source.text, insertions: [], notes: [] };
  const choice = chooseClasses(file, options);
  if (choice.status !== 'chosen') return { ...stay, status: choice.status, reason: choice.reason };

  const known = options.record ?? null;
  const refreshed = known === null ? null : refresh(source, file, known, choice.places, options, open);
  if (refreshed !== null && !refreshed.ok) return refreshed.result;
  const settled = refreshed?.settled ?? new Set<ClassPlace>();

  const subclasses: ClassPlace[] = [];
  const fresh: ClassPlace[] = [];
  for (const place of choice.places) {
    if (place.opensBus) continue;
    const inherited = busAbove(file, place, options);
    const clash = inherited === null ? null : clashWithBase(file, place, inherited);
    if (clash !== null) return { ...stay, status: 'refused', reason: reasonOf(clash, file.text) };
    if (inherited !== null) subclasses.push(place);
    else if (!settled.has(place)) fresh.push(place);
  }
  const notes = [
    ...choice.notes,
    ...(refreshed?.notes ?? []),
    ...subclasses.map((place) => subclassNote(file, place)),
  ];
  const between = refreshed?.text ?? source.text;
  if (fresh.length === 0) {
    const record = refreshed?.record ?? known;
    if (between === source.text) return { ...stay, status: 'unchanged', notes, record };
    const classes = choice.places.map(labelOf);
    return { ...stay, status: 'injected', text: between, notes, classes, record: record ?? EMPTY_RECORD };
  }
  if (between === source.text)
    return injectFresh(source, file, fresh, notes, refreshed?.record ?? known, options, open);
  const reopened = open(between);
  if (!reopened.ok) return broken(source, between, reopened.reason.message);
  // Names need not be unique. A merge changes only pieces, so no class was added or removed.
  const places = reopened.file.survey.classes.filter((_, index) => {
    const place = file.survey.classes[index];
    return place !== undefined && fresh.includes(place);
  });
  const result = injectFresh(
    { path: source.path, text: between },
    reopened.file,
    places,
    notes,
    refreshed?.record ?? known,
    options,
    open,
  );
  return result.status === 'injected' ? { ...result, insertions: [] } : { ...result, text: source.text };
}

const EMPTY_RECORD: InjectionRecord = { version: 1, file: [], classes: [] };

function injectFresh(
  source: InjectionSource,
  file: OpenFile,
  places: readonly ClassPlace[],
  notes: readonly InjectionNote[],
  known: InjectionRecord | null,
  options: InjectionOptions,
  open: Opener,
): InjectionResult {
  const plan = planInsertions(file, places, options);
  if (!plan.ok) {
    return { status: 'refused', text: source.text, insertions: [], notes, reason: plan.reason };
  }
  const clash = clashWithSubclasses(file, plan);
  if (clash !== null) {
    const reason = reasonOf(clash, file.text);
    return { status: 'refused', text: source.text, insertions: [], notes, reason };
  }
  const drafts = draftsOf(plan);
  const after = splice(file.text, drafts);
  const failed = options.rendered === true ? null : failedInvariant(file, after, drafts.map(inserting), open);
  const text = file.bom + after;
  if (failed !== null) return broken(source, text, failed);
  return {
    status: 'injected',
    text,
    insertions: drafts.map((one) => ({ offset: one.offset + file.bom.length, text: one.text })),
    notes: [...notes, ...plan.notes],
    classes: plan.classes.map((one) => labelOf(one.place)),
    record: joinRecords(known, recordOf(plan)),
  };
}

function joinRecords(known: InjectionRecord | null, added: InjectionRecord): InjectionRecord {
  if (known === null) return added;
  return {
    version: 1,
    file: [...known.file, ...added.file],
    classes: [...known.classes, ...added.classes],
  };
}
