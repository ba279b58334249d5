import type { Unit } from '../../lib/render/index.ts';
import { nextTemplates } from '../../test/reconcile/support/next-templates.ts';
import { fourKinds, sampleNode } from '../../test/render/support.ts';

/** What was generated, and what is generated now. */
export interface TemplateChange {
  readonly name: string;
  readonly before: readonly Unit[];
  readonly after: readonly Unit[];
}

/** An import behind the others: the owners' own line is at the top. */
function withImport(text: string): string {
  const last = [...text.matchAll(/^(?:import|\} from) .*;\n/gm)].at(-1);
  if (last === undefined) return text;
  const end = last.index + last[0].length;
  return `${text.slice(0, end)}import 'node:process';\n${text.slice(end)}`;
}

/** Each kind of node, changed by a new version of the templates or by another operation. */
export async function templateChanges(): Promise<readonly TemplateChange[]> {
  const all = await fourKinds();
  const kinds = ['_effect', '_orchestrator', '_compute', '_reducer'];
  const units = kinds.map((kind) => all.find(({ name }) => name.endsWith(kind))!);
  const effect = async (operations: readonly string[]): Promise<Unit[]> => [
    (await sampleNode('effect', 'payment', { operations })).unit,
  ];
  const lines = (unit: Unit): Unit => ({
    ...unit,
    files: unit.files.map((file) =>
      typeof file.contents === 'string' && file.path.endsWith('.ts')
        ? { ...file, contents: withImport(file.contents) }
        : file,
    ),
  });
  return [
    { name: 'statements in each module', before: units, after: units.map(nextTemplates) },
    { name: 'an import in each module', before: units, after: units.map(lines) },
    {
      name: 'one more operation',
      before: await effect(['create', 'read']),
      after: await effect(['create', 'read', 'refund']),
    },
  ];
}
