import type { Unit } from '../../lib/render/index.ts';
import { nextTemplates } from '../../test/reconcile/support/next-templates.ts';
import { fourKinds, sampleNode } from '../../test/render/support.ts';

/** What was generated, and what is generated now. */
export interface TemplateChange {
  readonly name: string;
  readonly before: readonly Unit[];
  readonly after: readonly Unit[];
}

/** Each kind of node, changed by a new version of the templates or by another operation. */
export async function templateChanges(): Promise<readonly TemplateChange[]> {
  const units = await fourKinds();
  const effect = async (operations: readonly string[]): Promise<Unit[]> => [
    (await sampleNode('effect', 'payment', { operations })).unit,
  ];
  const lines = (unit: Unit): Unit => ({
    ...unit,
    files: unit.files.map((file) =>
      typeof file.contents === 'string' && file.path.endsWith('.ts')
        ? { ...file, contents: file.contents.replace(/^import /m, "import 'node:process';\nimport ") }
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
