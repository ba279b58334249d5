import { type ClassPlace, localAncestors, type OpenFile } from '../survey/index.ts';
import { baseOf, LIFECYCLE, type Member, ownMembers, SEPARATE_LIFECYCLE } from '../members/index.ts';
import { inheritanceNote, labelOf } from './choose.ts';
import { at, describe, SEPARATE, type Clash } from './clash.ts';
import { child, nameOf, type Node, walk } from '../parse/index.ts';
import type { Plan } from './plan.ts';
import type { InjectionNote, InjectionOptions } from '../types.ts';

/** Returns the other members of a base class that has the bus; null if no base class has it. */
export function busAbove(
  file: OpenFile,
  place: ClassPlace,
  options: InjectionOptions,
): readonly Member[] | null {
  const above = localAncestors(place, file.survey);
  // A class that has the bus counts even if its own base class is unknown.
  if (above.some((one) => one.opensBus)) return above.flatMap((one) => ownMembers(one, file.text));
  const base = baseOf(place, file.survey, file.imports, file.text, options);
  return (base.kind === 'runtime' || base.kind === 'known') && base.opensBus ? base.inherited : null;
}

/** Returns the note for a class whose base class, here or in another file, already has the bus. */
export function subclassNote(file: OpenFile, place: ClassPlace): InjectionNote {
  const above = localAncestors(place, file.survey).find((one) => one.opensBus);
  return inheritanceNote(file, place, above === undefined ? 'its base class' : labelOf(above));
}

/** Explains why this class cannot use the bus of its base class; null if it can. */
export function clashWithBase(file: OpenFile, place: ClassPlace, inherited: readonly Member[]): Clash | null {
  const baseName = nameOf(child(place.node, 'superClass')) ?? 'its base class';
  const names = Object.values(SEPARATE_LIFECYCLE).every((name) => inherited.some((one) => one.name === name))
    ? SEPARATE_LIFECYCLE
    : LIFECYCLE;
  return hidden(file, place, baseName, Object.values(names), false);
}

/** Explains why a class of the file would hide the bus that its base class is about to get; null if none would. */
export function clashWithSubclasses(file: OpenFile, { classes }: Plan): Clash | null {
  const planned = new Map(classes.map((one) => [one.place, one]));
  for (const place of file.survey.classes) {
    const above = localAncestors(place, file.survey).find((other) => planned.has(other));
    if (above === undefined || planned.has(place)) continue;
    const one = planned.get(above)!;
    const baseName = labelOf(one.place);
    if (place.opensBus) {
      return {
        message: `${labelOf(place)} has the event bus, and would inherit another one from ${baseName}`,
        offset: place.node.start,
        remedy: 'remove it there first with --remove',
      };
    }
    const steps = one.drafts
      .flatMap((draft) => draft.pieces)
      .filter(({ name }) => /^(?:method|call):(?:initialize|shutdown)/.test(name));
    const added = steps.some(({ name }) => name.startsWith('method:'));
    const names = steps.map(({ name }) => name.replace(/^\w+:/, ''));
    const found = hidden(file, place, baseName, names, added);
    if (found !== null) return found;
  }
  return null;
}

/** Returns the first method of a subclass that hides a method that opens or closes the bus and does not call it. */
function hidden(
  file: OpenFile,
  place: ClassPlace,
  baseName: string,
  names: readonly string[],
  added: boolean,
): Clash | null {
  const own = ownMembers(place, file.text);
  for (const member of own) {
    const { name } = member;
    if (!names.includes(name)) continue;
    // Only the implementation of an overloaded method shows what happens.
    if (member.bodiless && own.some((one) => one.name === name && !one.bodiless)) continue;
    if (callsSuper(member.callable, name)) continue;
    const verb = name.startsWith('initialize') ? 'opens' : 'closes';
    return {
      message: `${describe(member, labelOf(place))} hides the method that it inherits from ${baseName} and never calls it, so the event bus never ${verb}`,
      offset: at(member, place.node),
      remedy: added ? SEPARATE : `call await super.${name}() in it, or rename it`,
    };
  }
  return null;
}

function callsSuper(callable: Node | null, name: string): boolean {
  if (callable === null) return false;
  let found = false;
  walk(callable, (node) => {
    const callee = node.type === 'CallExpression' ? child(node, 'callee') : null;
    if (child(callee, 'object')?.type === 'Super' && nameOf(child(callee, 'property')) === name) found = true;
    return !found;
  });
  return found;
}
