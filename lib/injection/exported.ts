import { baseOf } from './base.ts';
import type { Member } from './members.ts';
import { ownMembers } from './own-members.ts';
import { child, children, nameOf } from './node.ts';
import { openFile, type OpenFile } from './open-file.ts';
import type { ClassPlace } from './survey.ts';
import type { BaseMembers, InheritedMember, InjectionOptions, InjectionSource } from './types.ts';

/**
 * What a class that another file exports has, its own bases included; null when that cannot be read from here.
 * `resolveBase` of the options is asked for what the file itself imports or passes on.
 */
export function membersOfExport(
  source: InjectionSource,
  exportedName: string,
  options: Pick<InjectionOptions, 'resolveBase'>,
): BaseMembers | null {
  const opened = openFile(source);
  if (!opened.ok) return null;
  const { file } = opened;
  const found = exportOf(file, exportedName);
  if (found === null) return null;
  if ('specifier' in found) return options.resolveBase?.(found.specifier, found.name) ?? null;
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

type Exported = ClassPlace | { readonly specifier: string; readonly name: string };

function exportOf(file: OpenFile, wanted: string): Exported | null {
  for (const statement of children(file.program, 'body')) {
    const declaration = child(statement, 'declaration');
    if (statement.type === 'ExportDefaultDeclaration' && wanted === 'default') {
      const name = nameOf(declaration);
      return (
        file.survey.classes.find(
          (place) => place.node === declaration || (name !== null && place.name === name),
        ) ?? null
      );
    }
    if (statement.type !== 'ExportNamedDeclaration') continue;
    if (nameOf(child(declaration, 'id')) === wanted) {
      return file.survey.classes.find((place) => place.node === declaration) ?? null;
    }
    for (const specifier of children(statement, 'specifiers')) {
      if (nameOf(child(specifier, 'exported')) !== wanted) continue;
      const local = nameOf(child(specifier, 'local')) ?? wanted;
      const from = nameOf(child(statement, 'source'));
      if (from !== null) return { specifier: from, name: local };
      const origin = file.imports.get(local);
      if (origin !== undefined) return { specifier: origin.specifier, name: origin.exported };
      return file.survey.classes.find((place) => place.name === local) ?? null;
    }
  }
  return null;
}
