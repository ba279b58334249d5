import { HOST_FIELD } from './bus-members.ts';
import { splice } from './draft.ts';
import { FIELDS } from './fields.ts';
import { locate } from './locate.ts';
import { openFile, type OpenFile } from './open-file.ts';
import { draftsOf, planInsertions, recordOf, type Plan } from './plan.ts';
import { allInsertions, cut, rangesOf } from './strip.ts';
import type { ClassPlace } from './survey.ts';
import { tightRanges } from './tight.ts';
import { toldBy } from './told.ts';
import type { InjectionOptions, InjectionRecord, InjectionSource } from './types.ts';

/** The record of an injection whose own is missing; null when the injection is not what this version makes. */
export function recognizeEventBus(
  source: InjectionSource,
  options: InjectionOptions,
): InjectionRecord | null {
  const opened = openFile(source);
  return opened.ok ? recognise(opened.file, options) : null;
}

/**
 * The record that a run of this version would have left, when putting it in again gives this very text; else, when it
 * gives these very pieces, so that a blank line next to them may not be as it was. null: it is not of this version.
 */
export function recognise(file: OpenFile, options: InjectionOptions): InjectionRecord | null {
  const places = file.survey.classes.filter(
    (place) => place.opensBus && (options.className === undefined || place.name === options.className),
  );
  if (places.length === 0) return null;
  const found = allInsertions(locate(file, guessed(places, file.text)));
  const lines = rangesOf(file.text, found);
  let near: InjectionRecord | null = null;
  for (const ranges of [tightRanges(file.text, lines, found), lines]) {
    const bare = cut(file.text, ranges);
    const plan = planOf(file, bare, places, options);
    if (plan === null) continue;
    const record = recordOf(plan);
    if (splice(bare, draftsOf(plan)) === file.text) return record;
    if (allInsertions(locate(file, record)).every((one) => one.start !== null)) near ??= record;
  }
  return near;
}

/** What would go into the file without the pieces, with the answers that they show. */
function planOf(
  file: OpenFile,
  bare: string,
  places: readonly ClassPlace[],
  options: InjectionOptions,
): Plan | null {
  const opened = openFile({ path: file.path, text: bare }, file.manner);
  if (!opened.ok) return null;
  const again = opened.file.survey.classes.filter((_, index) => {
    const place = file.survey.classes[index];
    return place !== undefined && places.includes(place);
  });
  const plan = planInsertions(opened.file, again, options, (index) => {
    const place = places[index];
    return place === undefined ? {} : toldBy(file.text.slice(place.node.start, place.node.end));
  });
  return plan.ok ? plan : null;
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
        ...[...FIELDS.keys(), HOST_FIELD].map((name) => `field:${name}`),
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
