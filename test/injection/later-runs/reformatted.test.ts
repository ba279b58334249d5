import { expect } from 'chai';
import fc from 'fast-check';
import { format, type Options } from 'prettier';
import { injectEventBus, removeEventBus } from '../../../lib/injection/index.ts';
import { SAMPLES } from '../samples.ts';
import { injected } from '../support/sound.ts';

/** The formats that owners use most. */
const FORMATS: readonly Options[] = [
  {},
  { singleQuote: true },
  { singleQuote: true, printWidth: 100 },
  { printWidth: 120, tabWidth: 4 },
  { useTabs: true, trailingComma: 'none' },
  { semi: false, singleQuote: true, bracketSpacing: false },
];

const formatted = (text: string, path: string, options: Options): Promise<string> =>
  format(text, { ...options, filepath: path });

const samples = fc.constantFrom(...SAMPLES);
const formats = fc.constantFrom(...FORMATS);

describe('an injection that a formatter changed', function () {
  this.timeout(120_000);

  it('counts as unedited, and is removed as if it had never been there', async () => {
    await fc.assert(
      fc.asyncProperty(samples, formats, async ({ path, text, options = {} }, style) => {
        const { text: whole, record } = injected(path, text, options);
        const changed = await formatted(whole, path, style);
        const again = injectEventBus({ path, text: changed }, { ...options, record });
        expect(again.status).to.equal('unchanged');
        expect(again.notes.map(({ message }) => message).join()).not.to.match(/edited|deleted/);
        const back = removeEventBus({ path, text: changed }, record, options);
        expect('reason' in back ? back.reason.message : '').to.equal('');
        expect(back.text, path).to.equal(await formatted(text, path, style));
      }),
      { numRuns: 60 },
    );
  });

  it('is what the formatter of the file makes of it from the start', async () => {
    await fc.assert(
      fc.asyncProperty(samples, formats, async ({ path, text, options = {} }, style) => {
        // A file without strings and lists shows no style of them.
        const own = await formatted(
          `import { a, b } from 'a';\n${text}void {\n  a,\n  b,\n};\n`,
          path,
          style,
        );
        const { text: whole } = injected(path, own, options);
        // A node of the runtime is written in the style of the generator, which formats its files.
        if (whole.includes('import.meta.resolve')) return;
        expect(await formatted(whole, path, style), path).to.equal(whole);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a comment that its owner wrote above a line with a guarding semicolon', () => {
  for (const comment of ['// mine', '/* mine */', '// one\n\n// two']) {
    it(`stays where it is when the event bus is removed: ${JSON.stringify(comment)}`, () => {
      const source = "import { join } from 'a'\n\n;[1].map(join)\n\nexport class Store {\n  a = 1\n}\n";
      const { text, record } = injected('a.ts', source);
      const edit = (code: string): string => code.replace("'a'\n", `'a'\n${comment}\n`);
      const back = removeEventBus({ path: 'a.ts', text: edit(text) }, record);
      expect(back).to.include({ status: 'removed', text: edit(source) });
    });
  }
});

describe('an injection that a linter fixed', () => {
  it("counts as unedited where `['NAME']` became `.NAME`", () => {
    const path = 'node.ts';
    const text = `import { NodeEffect } from 'onex-runtime';\n\nexport class NodeEffectOfMine extends NodeEffect {}\n`;
    const { text: whole, record } = injected(path, text);
    const fixed = whole.replace(/\['(\w+)'\]/g, '.$1');
    expect(fixed).not.to.equal(whole);
    const again = injectEventBus({ path, text: fixed }, { record });
    expect(again.status).to.equal('unchanged');
    expect(again.notes.map(({ message }) => message).join()).not.to.match(/edited|deleted/);
    expect(removeEventBus({ path, text: fixed }, record).text).to.equal(text);
    const other = fixed.replace('process.env.SERVICE_NAME', 'process.env.SERVICE');
    expect(removeEventBus({ path, text: other }, record).status).to.equal('refused');
  });
});

describe('an injection whose keys a linter put in quotes', () => {
  it('counts as unedited and is removed, and a changed value is an edit', () => {
    const path = 'store.ts';
    const text = 'export class Store {\n  a = 1;\n}\n';
    const { text: whole, record } = injected(path, text);
    const fixed = whole.replace(/\b(nodeName|nodeType|nodeVersion|domain|major):/g, "'$1':");
    expect(fixed).to.include("'nodeName':").and.to.include("'major':");
    const again = injectEventBus({ path, text: fixed }, { record });
    expect([again.status, again.notes.map(({ message }) => message).join()]).to.deep.equal(['unchanged', '']);
    expect(removeEventBus({ path, text: fixed }, record).text).to.equal(text);
    const other = fixed.replace("'effect'", "'compute'");
    expect(removeEventBus({ path, text: other }, record).status).to.equal('refused');
  });
});

/** What owners do to a file, line by line. */
const EDITS: readonly ((lines: string[], at: number) => void)[] = [
  (lines, at) => void lines.splice(at, 1),
  (lines, at) => void lines.splice(at, 0, '// mine'),
  (lines, at) => void lines.splice(at, 0, ''),
  (lines, at) => void lines.splice(at, 2),
  (lines, at) => void lines.splice(at, 0, lines[at] ?? ''),
  (lines, at) => void (lines[at] = `${lines[at] ?? ''} `),
];

describe('an injection after any edits of its owner', () => {
  it('is upgraded and removed without a failed check, and without a line of white space', () => {
    const edits = fc.array(fc.tuple(fc.constantFrom(...EDITS), fc.nat(80)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        samples,
        edits,
        fc.constantFrom('ours', 'theirs', 'fail'),
        ({ path, text, options = {} }, changes, side) => {
          const first = injected(path, text, options);
          const lines = first.text.split('\n');
          for (const [edit, at] of changes) edit(lines, at % lines.length);
          const edited = lines.join('\n');
          const blanks = whiteLines(edited);
          const result = injectEventBus(
            { path, text: edited },
            { ...options, record: first.record, onConflict: side as 'ours' },
          );
          if ('reason' in result) expect(result.reason.broken, result.reason.message).to.equal(undefined);
          const record = 'record' in result ? result.record : first.record;
          const removed = removeEventBus({ path, text: result.text }, record, options);
          if ('reason' in removed) expect(removed.reason.broken, removed.reason.message).to.equal(undefined);
          for (const one of [result, removed]) expect(whiteLines(one.text)).to.be.at.most(blanks);
        },
      ),
      { numRuns: 300 },
    );
  }).timeout(120_000);
});

/** Lines of spaces or tabs alone. */
function whiteLines(text: string): number {
  return text.split('\n').filter((line) => /^[\t ]+$/.test(line)).length;
}
