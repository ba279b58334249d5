import { expect } from 'chai';
import fc from 'fast-check';
import { commit, reconcile, type Plan, type Report } from '../../../lib/reconcile/index.ts';
import { isSound } from '../../../lib/verify/index.ts';
import { applyEdits, edits, GRAMMARS, type Grammar } from '../support/edits.ts';
import { losingDisk, type LosingDisk } from '../../faults/index.ts';
import { filesOf, unitOf } from '../support/project.ts';

const RUNS = process.env['ONEX_LONG_TESTS'] ? 10_000 : 300;
const ROOT = '/project';

interface Scene {
  readonly grammar: Grammar;
  readonly length: number;
  readonly ours: Parameters<typeof applyEdits>[1];
  readonly theirs: Parameters<typeof applyEdits>[1];
  readonly crlf: boolean;
  readonly executable: readonly [base: boolean, ours: boolean, theirs: boolean];
}

const scenes: fc.Arbitrary<Scene> = fc.record({
  grammar: fc.constantFrom(...GRAMMARS),
  length: fc.integer({ min: 0, max: 14 }),
  ours: edits,
  theirs: edits,
  crlf: fc.boolean(),
  executable: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
});

async function generate(
  disk: LosingDisk,
  file: string,
  text: string,
  executable: boolean,
): Promise<[Plan, Report]> {
  const units = [unitOf({}, { root: '', files: filesOf({ [executable ? `*${file}` : file]: text }) })];
  const plan = await reconcile({
    root: ROOT,
    units,
    options: { generatorVersion: '0.2.0', onConflict: 'markers', disk },
  });
  return [plan, await commit(plan)];
}

/** Resolves every conflict by the owner's own lines. */
function resolved(text: string): string {
  return text
    .replaceAll(/^\|{7} base\r?\n[^]*?^>{7} onex 0\.2\.0\r?\n/gm, '')
    .replaceAll(/^<{7} ours\r?\n/gm, '');
}

function names(lines: readonly string[], author: string): string[] {
  return lines.flatMap((line) => new RegExp(`${author}\\d+`).exec(line)?.[0] ?? []);
}

async function check(scene: Scene): Promise<void> {
  const { grammar, executable } = scene;
  const base = Array.from({ length: scene.length }, (_, index) => grammar.line(`base${index}`));
  const ours = applyEdits(base, scene.ours, 'owner', grammar);
  const theirs = applyEdits(base, scene.theirs, 'template', grammar);
  const disk = losingDisk();
  const path = `${ROOT}/${grammar.file}`;
  const read = () => disk.read(path).toString('utf8');
  await generate(disk, grammar.file, grammar.text(base), executable[0]);
  const written = scene.crlf ? grammar.text(ours).replaceAll('\n', '\r\n') : grammar.text(ours);
  disk.write(path, written);
  await disk.chmod(path, executable[1] ? 0o755 : 0o644);

  const [, report] = await generate(disk, grammar.file, grammar.text(theirs), executable[2]);
  const merged = read();
  const clean = report.json.status !== 'conflicts';
  for (const name of names(ours, 'owner'))
    expect(merged, 'the owner’s line').to.match(new RegExp(`\\b${name}\\b`));
  if (clean) {
    for (const name of names(theirs, 'template'))
      expect(merged, 'the templates’ line').to.match(new RegExp(`\\b${name}\\b`));
    expect(await isSound(grammar.file, merged.replaceAll('\r\n', '\n')), 'parses').to.equal(true);
    // A move of one side is a new line to the other, so only where the templates moved nothing is a deletion plain.
    const moved = scene.theirs.some(({ kind }) => kind === 'move' || kind === 'indent');
    const kept = new Set([...ours, ...(moved ? theirs : [])].map((line) => line.trim()));
    const deleted = base.filter((line) => !kept.has(line.trim()));
    for (const line of deleted)
      expect(merged, 'a line that the owner took away').to.not.contain(`${line.trim()}\n`);
  }
  if (scene.crlf && written.includes('\r\n'))
    expect(merged.replaceAll('\r\n', ''), 'CRLF throughout').to.not.contain('\n');

  const [again, second] = await generate(disk, grammar.file, grammar.text(theirs), executable[2]);
  expect(again.changes, 'a second run changes nothing').to.deep.equal([]);
  expect(second.json.status === 'conflicts').to.equal(!clean);

  disk.write(path, resolved(merged));
  const [, third] = await generate(disk, grammar.file, grammar.text(theirs), executable[2]);
  expect(third.json.status, 'resolved').to.not.equal('conflicts');
  const [last] = await generate(disk, grammar.file, grammar.text(theirs), executable[2]);
  expect(last.changes).to.deep.equal([]);
  for (const name of names(ours, 'owner')) expect(read()).to.match(new RegExp(`\\b${name}\\b`));
}

describe('reconcile: any edits of the owner against any change of the templates', () => {
  it(`loses nothing, parses, and comes to rest (${RUNS} cases)`, async function () {
    this.timeout(0);
    await fc.assert(fc.asyncProperty(scenes, check), { numRuns: RUNS });
  });
});
