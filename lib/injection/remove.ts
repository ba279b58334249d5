import { broken } from './broken.ts';
import { labelOf } from './choose.ts';
import { applyChanges, inserting } from './change.ts';
import { locate, type Located, type LocatedInsertion } from './locate.ts';
import { nameForPeople } from './piece-names.ts';
import { openFile, type OpenFile } from './open-file.ts';
import { planInsertions, recordOf } from './plan.ts';
import { positionAt } from './position.ts';
import type { ClassPlace } from './survey.ts';
import { allInsertions, cut, rangesOf, type Range } from './strip.ts';
import { firstLostNode } from './same-tree.ts';
import { shifter } from './shift.ts';
import { toldBy } from './told.ts';
import type { InjectionOptions, InjectionRecord, InjectionResult, InjectionSource } from './types.ts';

/**
 * Takes an unedited injection out again: the file is byte for byte what it was before, and whatever its owner wrote
 * elsewhere since stays. Without a record the injection is recognised when it is exactly what this version makes.
 * `className` limits it to one class; what several classes share goes with the last of them.
 */
export function removeEventBus(
  source: InjectionSource,
  record: InjectionRecord | null,
  options: InjectionOptions = {},
): InjectionResult {
  const stay = { text: source.text, insertions: [], notes: [] };
  const opened = openFile(source);
  if (!opened.ok) return { ...stay, status: opened.status, reason: opened.reason };
  const { file } = opened;
  const known = record ?? recognised(source, file, options);
  if (known === null) {
    if (!file.survey.classes.some((place) => place.opensBus))
      return { ...stay, status: 'unchanged', record: null };
    const message = 'no record of this injection, and it is not as this version makes it';
    return {
      ...stay,
      status: 'refused',
      reason: { message, remedy: 'take it out by hand', line: 1, column: 1 },
    };
  }
  const located = locate(file, known);
  const going = located.classes.filter(
    (one) => options.className === undefined || one.place?.name === options.className,
  );
  const staying = located.classes.filter((one) => !going.includes(one));
  const others = file.survey.classes.filter(
    (place) => place.opensBus && !located.classes.some((one) => one.place === place),
  );
  const shared = staying.length === 0 && others.length === 0 ? located.file : [];
  const insertions = [...shared, ...going.flatMap((one) => one.insertions)];
  const touched = firstTouched([
    { offset: 0, insertions: shared },
    ...going.map((one) => ({ offset: one.place?.node.start ?? 0, insertions: one.insertions })),
  ]);
  if (touched !== null) {
    const message = `${nameForPeople(touched.name)} was ${touched.state} since it was put in`;
    const first = touched.state === 'edited' ? 'undo the edit' : 'put it back with --restore';
    const remedy = `${first} first, or take all out by hand`;
    const place = positionAt(file.text, touched.offset);
    return { ...stay, status: 'refused', reason: { message, remedy, ...place } };
  }
  const ranges = rangesOf(file.text, insertions);
  const left = staying.length === 0 ? null : { ...known, classes: staying.map((one) => one.recorded) };
  if (ranges.length === 0)
    return { ...stay, status: 'unchanged', record: insertions.length === 0 ? known : left };
  const after = cut(file.text, ranges);
  const text = file.bom + after;
  const reopened = openFile({ path: source.path, text });
  if (!reopened.ok) return broken(source, text, `without the event bus ${reopened.reason.message}`);
  const lost = lostWithout(file, reopened.file, ranges);
  if (lost !== null) return broken(source, text, lost);
  return {
    ...stay,
    status: 'removed',
    text,
    classes: going.flatMap((one) => (one.place === null ? [] : [labelOf(one.place)])),
    record: left,
  };
}

/** What does not hold when the pieces are put back again: the bytes of the file, and that its own code means the same. */
function lostWithout(file: OpenFile, bare: OpenFile, ranges: readonly Range[]): string | null {
  let removed = 0;
  const insertions = ranges.map((range) => {
    const offset = range.start - removed;
    removed += range.end - range.start;
    return inserting({ offset, text: file.text.slice(range.start, range.end) });
  });
  if (applyChanges(bare.text, insertions) !== file.text) return 'what was taken out is not what was put in';
  const lost = firstLostNode(bare, file, shifter(insertions), () => false);
  return lost === null ? null : `the ${lost.type} at offset ${lost.start} would mean something else`;
}

/** The first piece that is not as it was put in; where all pieces of a place are gone, there is nothing to take out. */
function firstTouched(
  owners: readonly { readonly offset: number; readonly insertions: readonly LocatedInsertion[] }[],
): { readonly name: string; readonly state: string; readonly offset: number } | null {
  for (const { offset, insertions } of owners) {
    const pieces = insertions.flatMap((one) => one.pieces);
    if (pieces.every(({ state }) => state === 'deleted')) continue;
    const piece = pieces.find(({ state }) => state !== 'as made');
    if (piece !== undefined) return { ...piece, offset: piece.span?.start ?? offset };
  }
  return null;
}

/** The record that a run of this version would have left, when putting it in again gives this very text. */
function recognised(
  source: InjectionSource,
  file: OpenFile,
  options: InjectionOptions,
): InjectionRecord | null {
  const places = file.survey.classes.filter(
    (place) => place.opensBus && (options.className === undefined || place.name === options.className),
  );
  if (places.length === 0) return null;
  const guess = guessed(places, file.text);
  const found: Located = locate(file, guess);
  const bare = cut(file.text, rangesOf(file.text, allInsertions(found)));
  const opened = openFile({ path: source.path, text: bare });
  if (!opened.ok) return null;
  const again = opened.file.survey.classes.filter((_, index) => {
    const place = file.survey.classes[index];
    return place !== undefined && places.includes(place);
  });
  const plan = planInsertions(opened.file, again, options, (index) => {
    const place = places[index];
    return place === undefined ? {} : toldBy(file.text.slice(place.node.start, place.node.end));
  });
  if (!plan.ok) return null;
  const record = recordOf(plan);
  const whole = locate(file, record);
  return allInsertions(whole).every((one) => one.start !== null) ? record : null;
}

/** A record that names every piece and none of their texts: enough to find what may be one. */
function guessed(places: readonly ClassPlace[], text: string): InjectionRecord {
  const insertion = (names: readonly string[]): InjectionRecord['file'] =>
    names.map((name) => ({ text: '', pieces: [{ name, start: 0, anchor: 0, end: 0 }] }));
  return {
    version: 1,
    file: insertion(['import', 'available']),
    classes: places.map((place) => {
      const body = text.slice(place.node.start, place.node.end);
      // A method of its own destructures what it loads; a call put into the owner's does not.
      const opens = /\{ openEventBus \} = await/.test(body) ? 'method' : 'call';
      const closes = /\{ closeEventBus \} = await/.test(body) ? 'method' : 'call';
      const members = [
        ...HOST_FIELDS.map((name) => `field:${name}`),
        `${opens}:initialize`,
        `${closes}:shutdown`,
        'method:initializeEventBus',
        'method:shutdownEventBus',
        'method:publishIntrospectionEvent',
      ];
      return { name: place.name, insertions: insertion(members) };
    }),
  };
}

const HOST_FIELDS = [
  'eventPublisher',
  'bootstrapServers',
  'serviceName',
  'instanceId',
  'nodeId',
  'isRunning',
  'shutdownSignal',
  'eventBusHost',
];
