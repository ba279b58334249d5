import { localAncestors } from './ancestors.ts';
import { baseOf } from './base.ts';
import { BUS_MEMBERS, HOST_FIELD } from './bus-members.ts';
import { labelOf } from './choose.ts';
import type { Clash } from './clash.ts';
import { heirClash } from './heir-clash.ts';
import type { Member } from './members.ts';
import { child, nameOf } from './node.ts';
import type { OpenFile } from './open-file.ts';
import { ownMembers } from './own-members.ts';
import type { Plan } from './plan.ts';
import { positionAt } from './position.ts';
import { surroundingsOf } from './surroundings.ts';
import type { ClassPlace } from './survey.ts';
import type { InjectionNote, InjectionOptions } from './types.ts';

/** Names of the bus that a class has by these; it stands apart where its field does. */
function namesBy(has: ReadonlySet<string>): readonly string[] {
  return has.has(HOST_FIELD) ? BUS_MEMBERS.apart : BUS_MEMBERS.own;
}

/** What a class inherits beside the bus, from a base class that has it; null where none has. */
export function busAbove(
  file: OpenFile,
  place: ClassPlace,
  options: InjectionOptions,
): readonly Member[] | null {
  const above = localAncestors(place, file.survey);
  // Known to have it even where what it stands on itself is not known.
  if (above.some((one) => one.opensBus)) return above.flatMap((one) => ownMembers(one, file.text));
  const base = baseOf(place, file.survey, file.imports, file.text, options);
  return (base.kind === 'runtime' || base.kind === 'known') && base.opensBus ? base.inherited : null;
}

export function heirNote(file: OpenFile, place: ClassPlace): InjectionNote {
  const above = localAncestors(place, file.survey).find((one) => one.opensBus);
  const base = above === undefined ? 'its base class' : labelOf(above);
  const { line } = positionAt(file.text, place.node.start);
  return { message: `${labelOf(place)} inherits the event bus from ${base}`, line };
}

/** Why the bus of a base class, which has it already, does not serve this one; null where it does. */
export function clashWithBase(file: OpenFile, heir: ClassPlace, inherited: readonly Member[]): Clash | null {
  const names = new Set(inherited.map((one) => one.name));
  const bus = new Set(namesBy(names).filter((name) => names.has(name)));
  const baseName = nameOf(child(heir.node, 'superClass')) ?? 'its base class';
  return heirClash(heir, labelOf(heir), baseName, bus, new Set(), surroundingsOf(file, heir));
}

/** Why a class of the file would not get on with the bus that its base class is about to get; null where all do. */
export function clashWithHeirs(file: OpenFile, { classes }: Plan): Clash | null {
  for (const heir of file.survey.classes) {
    const above = localAncestors(heir, file.survey);
    const one = classes.find(({ place }) => above.includes(place));
    if (one === undefined || classes.some(({ place }) => place === heir)) continue;
    const baseName = labelOf(one.place);
    if (heir.opensBus) {
      return {
        message: `${labelOf(heir)} has the event bus, and would inherit another one from ${baseName}`,
        offset: heir.node.start,
        remedy: 'take it out there first with --remove',
      };
    }
    const added = new Set<string>();
    for (const { name } of one.drafts.flatMap((draft) => draft.pieces)) {
      const [kind = '', member = ''] = name.split(':');
      if (kind !== 'call') added.add(member);
    }
    const bus = new Set([...added, ...namesBy(added)]);
    const found = heirClash(heir, labelOf(heir), baseName, bus, added, surroundingsOf(file, heir));
    if (found !== null) return found;
  }
  return null;
}
