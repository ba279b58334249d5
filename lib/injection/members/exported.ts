import { baseOf } from './base.ts';
import { exportsOf } from './exports.ts';
import type { Member } from './members.ts';
import { ownMembers } from './own-members.ts';
import { type ClassPlace, type OpenFile, openFile } from '../survey/index.ts';
import type { BaseMembers, InheritedMember, InjectionOptions, InjectionSource } from '../types.ts';

/**
 * Returns the members of a class that another file exports, including those of its base classes; null if they cannot be
 * read from here. Calls the `resolveBase` option for whatever that file itself imports or re-exports.
 */
export function membersOfExport(
  source: InjectionSource,
  exportedName: string,
  options: Pick<InjectionOptions, 'resolveBase'>,
): BaseMembers | null {
  // Most files that a barrel re-exports do not contain the name, and parsing them all would be slow.
  const named = exportedName === '*' || exportedName === 'default' || source.text.includes(exportedName);
  if (!named && !/\bexport\s*\*/.test(source.text)) return null;
  const opened = openFile(source);
  if (!opened.ok) return null;
  const { file } = opened;
  for (const found of exportsOf(file, exportedName)) {
    const members =
      'specifier' in found
        ? options.resolveBase?.(found.specifier, found.name)
        : membersOfPlace(file, found, options);
    if (members !== null && members !== undefined) return members;
  }
  return null;
}

function membersOfPlace(
  file: OpenFile,
  found: ClassPlace,
  options: Pick<InjectionOptions, 'resolveBase'>,
): BaseMembers | null {
  const base = baseOf(found, file.survey, file.imports, file.text, options);
  if (base.kind === 'unknown') return null;
  const own = ownMembers(found, file.text);
  const above = base.kind === 'none' ? [] : base.inherited;
  const opens = found.opensBus || (base.kind !== 'none' && base.opensBus);
  return { runtime: base.kind === 'runtime', opensBus: opens, members: [...own, ...above].map(inherited) };
}

function inherited(member: Member): InheritedMember {
  const { name, kind, access, abstract, unlike } = member;
  return { name, kind, access, abstract, unlike };
}
