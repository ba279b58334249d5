/**
 * Clean merges, judged by the compiler. This is the hard case of a merge by line: two people each leave a module that
 * compiles, and change different lines, of which one uses what the other renamed, removed, or added as well.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { mergeFile } from '../../../lib/reconcile/merge/index.ts';
import { runCompiler } from '../../../lib/typecheck/index.ts';
import { isSound, mergeFaults } from '../../../lib/verify/index.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { ROOT } from '../../support/built.ts';
import { BASE, editModule, moduleEdits, moduleText, type ModuleEdit } from '../support/modules.ts';

const COUNT = process.env['ONEX_LONG_TESTS'] ? 3000 : 80;
const labels = { ours: 'ours', base: 'base', theirs: 'onex' };

const CONFIG = {
  compilerOptions: {
    target: 'es2024',
    module: 'nodenext',
    moduleDetection: 'force',
    strict: true,
    noEmit: true,
    types: [],
  },
  include: ['*.ts'],
};

const textAfter = (edits: readonly ModuleEdit[], author: string): string =>
  moduleText(edits.reduce((model, edit) => editModule(model, edit, author), BASE));

describe('reconcile: merges of code that are clean', function () {
  this.timeout(600_000);
  after(removeFolders);

  it(`compile wherever both sides do (${COUNT} merges)`, async () => {
    const root = await folder();
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, 'tsconfig.json'), JSON.stringify(CONFIG));
    writeFileSync(join(root, 'package.json'), '{"type":"module"}');
    const base = moduleText(BASE);
    const scenes = fc.sample(fc.tuple(moduleEdits, moduleEdits), { numRuns: COUNT });
    let clean = 0;
    for (const [index, [mine, generated]] of scenes.entries()) {
      const [ours, theirs] = [textAfter(mine, 'Owner'), textAfter(generated, 'Template')];
      const merged = await mergeFile(
        'a.ts',
        { base, ours, theirs, labels },
        { isSound, contradictionsOf: mergeFaults },
      );
      writeFileSync(join(root, `ours${index}.ts`), ours);
      writeFileSync(join(root, `theirs${index}.ts`), theirs);
      if (merged.clashes.length > 0) continue;
      clean += 1;
      writeFileSync(join(root, `merged${index}.ts`), merged.withOurs);
    }
    expect(clean).to.be.greaterThan(COUNT / 4);
    const compiler = { path: join(ROOT, 'node_modules/typescript/bin/tsc'), project: '.' };
    const result = await runCompiler(root, compiler, 300_000);
    if (!result.ended) throw new Error(result.reason);
    expect(result.errors.slice(0, 5)).to.deep.equal([]);
  });
});
