import { type ClassPlace, localAncestors, type OpenFile } from '../survey/index.ts';
import { baseOf } from '../members/index.ts';
import { positionAt } from '../parse/index.ts';
import type { InjectionNote, InjectionOptions, InjectionReason } from '../types.ts';

export type Choice =
  | {
      readonly status: 'chosen';
      readonly places: readonly ClassPlace[];
      readonly notes: readonly InjectionNote[];
    }
  | { readonly status: 'skipped' | 'refused'; readonly reason: InjectionReason };

export function labelOf(place: ClassPlace): string {
  return place.name ?? 'the class without a name';
}

/** Selects the classes: the named one, all, the only one, or the only runtime node. */
export function chooseClasses(file: OpenFile, options: InjectionOptions): Choice {
  const all = file.survey.classes.filter((place) => !place.ambient);
  const start = { line: 1, column: 1 };
  if (options.className !== undefined) {
    const named = all.filter((place) => place.name === options.className);
    const [only] = named;
    if (named.length === 1 && only !== undefined) return { status: 'chosen', places: named, notes: [] };
    const candidates = namesOf(all);
    const where = only === undefined ? start : positionAt(file.text, only.node.start);
    const message =
      only === undefined
        ? `no class is called ${options.className}`
        : `${named.length} classes are called ${options.className}`;
    const remedy =
      only !== undefined
        ? 'give one of them another name, or take all with --all'
        : candidates.length > 0
          ? `name one of: ${candidates.join(', ')}`
          : 'write the class first';
    return { status: 'refused', reason: { message, remedy, candidates, ...where } };
  }
  if (all.length === 0) {
    const message = file.survey.classes.length > 0 ? 'its classes are only declared' : 'no class';
    return { status: 'skipped', reason: { message, remedy: 'name a file with a class', ...start } };
  }
  if (options.all === true) return withoutSubclasses(all, file);
  const outer = all.filter((place) => !place.nested);
  const candidates = outer.length > 0 ? outer : all;
  if (candidates.length === 1) return { status: 'chosen', places: candidates, notes: [] };
  const nodes = candidates.filter(
    (place) => baseOf(place, file.survey, file.imports, file.text, options).kind === 'runtime',
  );
  if (nodes.length === 1) return { status: 'chosen', places: nodes, notes: [] };
  const second = candidates[1];
  const reason = {
    message: `${candidates.length} classes and none named: ${namesOf(candidates).join(', ')}`,
    remedy: 'choose with --class NAME, or take all with --all',
    candidates: namesOf(candidates),
    ...(second === undefined ? start : positionAt(file.text, second.node.start)),
  };
  return { status: 'refused', reason };
}

/** A class that inherits the bus is announced as its base class, which the user may not expect. */
export function inheritanceNote(file: OpenFile, place: ClassPlace, base: string): InjectionNote {
  const { line } = positionAt(file.text, place.node.start);
  const message = `${labelOf(place)} inherits the event bus from ${base} and is announced under the identity given there`;
  return { message, line };
}

/** A class that inherits from another class of the file gets the bus from that class. */
function withoutSubclasses(all: readonly ClassPlace[], file: OpenFile): Choice {
  const notes: InjectionNote[] = [];
  const meant = new Set(all);
  const places = all.filter((place) => {
    const above = localAncestors(place, file.survey).find((one) => meant.has(one));
    // A class that already has the bus is treated like a class of another file.
    if (above === undefined || above.opensBus) return true;
    notes.push(inheritanceNote(file, place, labelOf(above)));
    return false;
  });
  return { status: 'chosen', places, notes };
}

function namesOf(places: readonly ClassPlace[]): readonly string[] {
  return [...new Set(places.flatMap((place) => (place.name === null ? [] : [place.name])))];
}
