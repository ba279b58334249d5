import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { format, type Options } from 'prettier';
import { commit, reconcile, statusOf } from '../../../lib/reconcile/index.ts';
import type { Unit } from '../../../lib/render/index.ts';
import { ROOT, sampleNode } from '../../render/support.ts';
import { actions, createProject, NODE_ROOT, unitOf, type Project } from '../support/project.ts';

const OPTIONS: Options = { semi: false, tabWidth: 4, printWidth: 60, proseWrap: 'always' };
const HANDLER = 'v1_0_0/handlers/handler_read.ts';

async function states(project: Project, unit: Unit): Promise<Record<string, readonly string[]>> {
  const [found] = await statusOf({
    root: project.root,
    units: [unit.root],
    generatorVersion: '0.1.0',
    render: () => Promise.resolve(null),
  });
  return Object.fromEntries(found!.files.map((file) => [file.path.slice(unit.root.length + 1), file.states]));
}

function install(project: Project): void {
  mkdirSync(join(project.root, 'node_modules'));
  symlinkSync(join(ROOT, 'node_modules/prettier'), join(project.root, 'node_modules/prettier'));
  writeFileSync(join(project.root, '.prettierrc.json'), JSON.stringify(OPTIONS));
}

async function reformat(project: Project, unit: Unit): Promise<void> {
  for (const { path, contents } of unit.files) {
    if (!/\.(?:ts|md|ya?ml|json)$/.test(path)) continue;
    project.write(path, await format(String(contents), { ...OPTIONS, filepath: project.path(path) }));
  }
}

/** A node of every kind of file, as its owner formats it. */
async function reformatted(unit: Unit, withFormatter: boolean): Promise<Project> {
  const project = createProject(unit.root);
  if (withFormatter) install(project);
  await project.generate(unit);
  await reformat(project, unit);
  return project;
}

describe('reconcile: a file that was only reformatted', function () {
  this.timeout(60_000);
  let unit: Unit;

  before(async () => {
    ({ unit } = await sampleNode('effect', 'payment', { operations: ['create', 'read'] }));
  });

  it('is as it was generated for the status and for an upgrade, whatever kind of file it is', async () => {
    const project = await reformatted(unit, true);
    expect(await states(project, unit)).to.deep.equal({});
    expect(actions(await project.generate(unit), unit.root)).to.deep.equal({});
    project.write(HANDLER, `// Mine.\n${project.read(HANDLER)}`);
    project.write('README.md', project.read('README.md').replace('#', '##'));
    expect(await states(project, unit)).to.deep.equal({ 'README.md': ['edited'], [HANDLER]: ['edited'] });
    expect(actions(await project.generate(unit), unit.root)).to.deep.equal({
      'README.md': 'keep',
      [HANDLER]: 'keep',
    });
  });

  it('is recognized without an installed formatter if it is code, JSON, or YAML', async () => {
    const project = await reformatted(unit, false);
    const listed = Object.keys(await states(project, unit));
    expect(listed.filter((path) => !path.endsWith('.md'))).to.deep.equal([]);
    const gone = { ...unit, files: unit.files.filter(({ path }) => path !== HANDLER) };
    const report = await project.generate(gone, { generatorVersion: '0.2.0' });
    expect(actions(report, unit.root)[HANDLER]).to.equal('delete');
  });

  it('is removed with its unit as a file that nobody changed', async () => {
    for (const withFormatter of [true, false]) {
      const project = await reformatted(unit, withFormatter);
      project.write(HANDLER, project.read(HANDLER).replace('export', 'export /* mine */'));
      const plan = await reconcile({
        root: project.root,
        units: [{ removed: true, root: unit.root }],
        options: { generatorVersion: '0.1.0', onConflict: 'fail' },
      });
      const reasons = plan.files.flatMap(({ path, reason }) => (reason === null ? [] : [[path, reason]]));
      const code = reasons.filter(([path]) => !path!.endsWith('.md'));
      expect(code).to.deep.equal([[`${unit.root}/${HANDLER}`, 'you changed it']]);
      if (withFormatter) expect(reasons).to.deep.equal(code);
    }
  });
});

const GENERATED: Record<string, string> = {
  'a.ts':
    "#!/usr/bin/env node\nexport const a = (one: string) => {\n  if (one) one = one + one;\n  return ['a b', one];\n};\n",
  'a.json': '{\n  "a": { "b": [1, 2] }\n}\n',
  'a.yaml': '# about a\na:\n  - b: 1\n  - c: "2"\n',
};

/** Edits that change little more than marks. */
const EDITS: readonly (readonly [file: string, before: string, after: string])[] = [
  ['a.ts', '#!', '//'],
  ['a.ts', "'a b'", "'a  b'"],
  ['a.ts', '[', '[-'],
  ['a.ts', 'return [', 'return\n['],
  ['a.ts', '};', '}; // a'],
  ['a.ts', 'if (one)', 'if (one);'],
  ['a.json', '[1, 2]', '[[1, 2]]'],
  ['a.json', '1, 2', '2, 1'],
  ['a.json', '{ "b"', '{ /* b */ "b"'],
  ['a.yaml', '"2"', '2'],
  ['a.yaml', '# about a\n', ''],
  ['a.yaml', '# about a', '# about, a'],
];

describe('reconcile: an edit of a few marks', () => {
  for (const [file, before, after] of EDITS) {
    it(`is an edit: ${JSON.stringify(before)} becomes ${JSON.stringify(after)} in ${file}`, async () => {
      const project = createProject();
      await commit(await project.plan(GENERATED));
      project.write(
        file,
        GENERATED[file]!.replace(before, () => after),
      );
      const unit = unitOf(GENERATED, { root: NODE_ROOT });
      expect(await states(project, unit)).to.deep.equal({ [file]: ['edited'] });
    });
  }
});
