import { symlinkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { format, type Options } from 'prettier';
import type { Unit } from '../../../lib/render/index.ts';
import { ROOT, sampleNode } from '../../render/support.ts';
import { tokenize } from '../../../lib/reconcile/merge/tokens/tokenize.ts';
import { nextTemplates } from '../support/next-templates.ts';
import { createProject, type Project } from '../support/project.ts';

const LONG = process.env['ONEX_LONG_TESTS'] !== undefined;
const RUNS = LONG ? 60 : 2;
/** Files of every kind; formatting all of them takes long. */
const SOME = /\/(?:node|node\.test|handler_read)\.ts$|README\.md$|models\/model_\w*config\.ts$/;

const settings: fc.Arbitrary<Options> = fc.record({
  semi: fc.boolean(),
  singleQuote: fc.boolean(),
  useTabs: fc.boolean(),
  tabWidth: fc.constantFrom(2, 4),
  printWidth: fc.constantFrom(60, 80, 140),
  trailingComma: fc.constantFrom('all' as const, 'es5' as const, 'none' as const),
  bracketSpacing: fc.boolean(),
  arrowParens: fc.constantFrom('always' as const, 'avoid' as const),
  quoteProps: fc.constantFrom('as-needed' as const, 'consistent' as const),
  proseWrap: fc.constantFrom('preserve' as const, 'always' as const),
});

const isText = (path: string): boolean => /\.(?:ts|md|json)$/.test(path);

/** A project that its owner formats with Prettier. */
async function formatted(unit: Unit, options: Options): Promise<Project> {
  const project = createProject(unit.root);
  mkdirSync(join(project.root, 'node_modules'));
  symlinkSync(join(ROOT, 'node_modules/prettier'), join(project.root, 'node_modules/prettier'));
  writeFileSync(join(project.root, '.prettierrc.json'), JSON.stringify(options));
  await project.generate(unit);
  for (const { path, contents } of unit.files) {
    if (!isText(path)) continue;
    project.write(path, await format(String(contents), { ...options, filepath: project.path(path) }));
  }
  return project;
}

describe('reconcile: a project that is formatted with its own Prettier', function () {
  this.timeout(0);
  let unit: Unit;

  before(async () => {
    const { unit: whole } = await sampleNode('effect', 'payment', { operations: ['create', 'read'] });
    unit = { ...whole, files: whole.files.filter(({ path }) => LONG || SOME.test(path)) };
  });

  it(`upgrades like one that is not, and stays formatted, whatever the settings (${RUNS} cases)`, async () => {
    await fc.assert(
      fc.asyncProperty(settings, async (options) => {
        const project = await formatted(unit, options);
        const next = nextTemplates(unit);
        const report = await project.generate(next, { generatorVersion: '0.2.0' });
        expect(report.conflicts).to.deep.equal([]);
        for (const { path, contents } of next.files.filter(({ path }) => isText(path))) {
          const wanted = await format(String(contents), { ...options, filepath: project.path(path) });
          expect(project.read(path), path).to.equal(wanted);
        }
        const again = await project.generate(next, { generatorVersion: '0.2.0' });
        expect(again.changed).to.deep.equal([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('keeps edits, reports only lines that both changed, and comes to rest once they are resolved', async () => {
    const options: Options = { semi: false, singleQuote: false, tabWidth: 4 };
    const project = await formatted(unit, options);
    const file = 'v1_0_0/node.ts';
    const edited = `// Mine.\n${project.read(file)}`;
    project.write(file, edited);
    const next = nextTemplates(unit);
    expect((await project.generate(next, { generatorVersion: '0.2.0' })).conflicts).to.deep.equal([]);
    expect(project.read(file))
      .to.match(/^\/\/ Mine\.\n/)
      .and.contain('export const NEXT')
      .and.not.contain("'");

    const renamed = (to: string, from: string) => ({
      ...next,
      files: next.files.map((each) =>
        each.path === file ? { ...each, contents: String(each.contents).replace(from, to) } : each,
      ),
    });
    project.write(file, project.read(file).replace('export const NEXT', 'export const MINE'));
    const theirs = renamed('export const OTHER', 'export const NEXT');
    const report = await project.generate(theirs, { generatorVersion: '0.3.0', onConflict: 'markers' });
    expect(report.conflicts).to.have.length(1);
    const marked = project.read(file);
    expect(marked).to.contain('export const MINE').and.contain('export const OTHER');
    project.write(file, marked.replaceAll(/^<{7}.*\n|^\|{7}[^]*?^>{7}.*\n/gm, ''));
    const last = await project.generate(theirs, { generatorVersion: '0.3.0' });
    expect(last.conflicts).to.deep.equal([]);
    expect(last.changed).to.deep.equal([]);
    expect(project.read(file)).to.contain('export const MINE').and.not.contain('OTHER');
  });

  it('loses files that the generator no longer makes, if the owner changed nothing but their format', async () => {
    const options: Options = { semi: false, tabWidth: 4 };
    const project = await formatted(unit, options);
    const [edited, gone] = ['v1_0_0/node.ts', 'v1_0_0/handlers/handler_read.ts'];
    project.write(edited, `// Mine.\n${project.read(edited)}`);
    const next = { ...unit, files: unit.files.filter(({ path }) => path !== edited && path !== gone) };
    const report = await project.generate(next, { generatorVersion: '0.2.0' });
    const actions = new Map(report.json.files.map(({ path, action }) => [path, action]));
    expect(actions.get(`${unit.root}/${gone}`)).to.equal('delete');
    expect(actions.get(`${unit.root}/${edited}`)).to.equal('keep');
    expect(project.exists(gone)).to.equal(false);
    expect(project.read(edited)).to.match(/^\/\/ Mine/);
  });

  it('leaves files that Prettier ignores, and files that nobody formatted, as the templates have them', async () => {
    const options: Options = { semi: false, tabWidth: 8 };
    const project = await formatted(unit, options);
    writeFileSync(join(project.root, '.prettierignore'), '**/node.test.ts\n');
    const plain = (path: string) => String(unit.files.find((file) => file.path === path)!.contents);
    project.write('v1_0_0/node.test.ts', `// Mine.\n${plain('v1_0_0/node.test.ts')}`);
    project.write('v1_0_0/node.ts', `// Mine.\n${plain('v1_0_0/node.ts')}`);
    const next = nextTemplates(unit);
    expect((await project.generate(next, { generatorVersion: '0.2.0' })).conflicts).to.deep.equal([]);
    for (const path of ['v1_0_0/node.test.ts', 'v1_0_0/node.ts']) {
      const wanted = String(next.files.find((file) => file.path === path)!.contents);
      expect(project.read(path), path).to.equal(`// Mine.\n${wanted}`);
    }
  });
});

describe('reconcile: a project whose formatter is not installed', function () {
  this.timeout(0);

  it(`merges code by tokens, whatever its layout (${RUNS} cases)`, async () => {
    const { unit: whole } = await sampleNode('effect', 'payment', { operations: ['create', 'read'] });
    const code = {
      ...whole,
      files: whole.files.filter(({ path }) => /(?<!start_node)\.ts$/.test(path) && (LONG || SOME.test(path))),
    };
    const next = nextTemplates(code);
    await fc.assert(
      fc.asyncProperty(settings, async (options) => {
        const project = createProject(code.root);
        await project.generate(code);
        const inFormat = (path: string, text: string): Promise<string> =>
          format(text, { ...options, filepath: project.path(path) });
        for (const { path, contents } of code.files) {
          project.write(path, `// Mine.\n${await inFormat(path, String(contents))}`);
        }
        expect((await project.generate(next, { generatorVersion: '0.2.0' })).conflicts).to.deep.equal([]);
        for (const { path, contents } of next.files) {
          if (path === 'v1_0_0/next.ts') continue;
          const keys = async (text: string) => (await tokenize(path, text))!.map(({ key }) => key);
          expect(await keys(project.read(path)), path).to.deep.equal(
            await keys(`// Mine.\n${await inFormat(path, String(contents))}`),
          );
        }
      }),
      { numRuns: RUNS },
    );
  });
});
