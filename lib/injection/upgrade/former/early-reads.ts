import { nodesOf, positionAt } from '../../parse/index.ts';
import { constantNameOf, type Located, ownerUses, type OwnerUse, type Range } from '../../record/index.ts';
import { guestDeclarations, type OpenFile } from '../../survey/index.ts';
import type { InjectionNote } from '../../types.ts';

/** Returns reads of the variable at load time, when it is still `false`. */
export function earlyReads(
  file: OpenFile,
  located: Located,
  ranges: readonly Range[],
): readonly InjectionNote[] {
  const recorded = located.file.map((one) => one.recorded.text).join('\n');
  const name = guestDeclarations(file.program)?.available ?? constantNameOf(recorded);
  if (name === null) return [];
  const names = new Set([name]);
  return ownerUses(file, { names, members: new Set(), classes: [] }, ranges)
    .filter(isAtLoad)
    .map(({ node }) => ({
      message: `${name} is read here when the file is loaded, and is false until initialize() has loaded the event bus`,
      line: positionAt(file.text, node.start).line,
    }));
}

function isAtLoad({ above }: OwnerUse): boolean {
  return !nodesOf(above).some(
    ({ type, ...node }) =>
      /Function|Method|^TS(?!As|Satisfies|NonNull|TypeAssertion|Module|Enum|ExportAssignment)/.test(type) ||
      (/^Class\w*Property$/.test(type) && node['static'] !== true) ||
      /^ExportSpecifier$/.test(type),
  );
}
