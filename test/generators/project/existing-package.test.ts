import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { folder, removeFolders, snapshot } from '../../support/folders.ts';
import { onexHere } from '../support/in-process.ts';

const PAYMENT = ['effect', 'payment', '--domain', 'billing', '--yes'];

async function packageWith(files: Readonly<Record<string, unknown>>): Promise<string> {
  const root = await folder();
  for (const [path, contents] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(
      join(root, path),
      typeof contents === 'string' ? contents : JSON.stringify(contents, null, 2),
    );
  }
  return root;
}

const json = async (root: string, path: string): Promise<Record<string, Record<string, string>>> =>
  JSON.parse(await readFile(join(root, path), 'utf8')) as Record<string, Record<string, string>>;

const APP = {
  'package.json': {
    name: 'shop-api',
    version: '3.1.0',
    main: 'index.js',
    scripts: { test: 'node test.js', start: 'node index.js', lint: 'eslint .' },
    dependencies: { typescript: '5.9.3' },
  },
  'tsconfig.json': { compilerOptions: { outDir: 'build', target: 'es2020' }, include: ['src'] },
  '.prettierrc': '{ "semi": false }\n',
  '.gitignore': 'node_modules\nbuild',
  'README.md': '# Shop API\n',
  'index.js': "module.exports = require('node:path').sep;\n",
};

describe('a package that existed before its first node', () => {
  afterEach(removeFolders);

  it('keeps its files but for scripts and dependencies, under names that do not clash', async () => {
    const root = await packageWith(APP);
    const before = await snapshot(root);
    const made = await onexHere(root, PAYMENT);
    expect(made.code, made.out + made.err).to.equal(0);
    const after = await snapshot(root);
    for (const path of ['tsconfig.json', '.prettierrc', 'README.md', 'index.js'])
      expect(after[path], path).to.equal(before[path]);
    const own = APP['package.json'];
    const merged = await json(root, 'package.json');
    expect(Object.keys(merged)).to.have.members([...Object.keys(own), 'devDependencies']);
    expect(merged['scripts']).to.include(own.scripts);
    for (const script of Object.keys(merged['scripts']!))
      expect(script in own.scripts || script.startsWith('onex:'), script).to.equal(true);
    expect(merged['dependencies'])
      .to.include({ typescript: '5.9.3' })
      .and.include.keys('onex-runtime', 'zod');
    expect(merged['devDependencies']).not.to.have.property('typescript');
    expect(await readFile(join(root, '.gitignore'), 'utf8')).to.match(
      /^node_modules\nbuild\n\.onex-state\/\n/,
    );
    expect(await json(root, 'nodes/package.json')).to.deep.equal({ private: true, type: 'module' });
    expect(await json(root, 'nodes/tsconfig.json')).not.to.have.property('extends');
    expect(made.out).to.include('npm run onex:test').and.include('npm run onex:dev');
    expect(await readFile(join(root, 'nodes/README.md'), 'utf8')).to.include('npm run onex:dev -- --watch');
  });

  it('is upgraded without a change, and has the same layout with a second node', async () => {
    const root = await packageWith(APP);
    await onexHere(root, PAYMENT);
    await onexHere(root, ['compute', 'price', '--domain', 'billing', '--yes']);
    const before = await snapshot(root);
    expect(before).not.to.include.keys('check-node.cjs', '.oxlintrc.json', '.prettierrc.json');
    expect(before).to.include.keys('nodes/node_billing_price_compute/v1_0_0/node.ts');
    const upgraded = await onexHere(root, ['upgrade']);
    expect(upgraded.code, upgraded.out + upgraded.err).to.equal(0);
    expect(await snapshot(root)).to.deep.equal(before);
  });

  it('is warned of what stands against its nodes, with the command or the setting that helps', async () => {
    const root = await packageWith({
      'package.json': {
        name: 'shop',
        dependencies: { zod: '^3.22.0', kafkajs: '^2.2.4' },
        devDependencies: { jest: '30.0.0', oxlint: '1.0.0', typescript: '~5.4.2' },
      },
      'base.json': { compilerOptions: { strict: true } },
      'tsconfig.json': '{ "extends": "./base.json" /* all files */ }',
    });
    const { out, err } = await onexHere(root, PAYMENT);
    const said = out + err;
    expect(said).to.match(/package\.json has zod \^3\.22\.0, .* until you run npm install zod@4\./);
    expect(said).to.match(/package\.json has typescript ~5\.4\.2, .* npm install --save-dev typescript@/);
    expect(said).to.match(
      /package\.json has oxlint 1\.0\.0, .* onex:lint does not work until you run npm install --save-dev oxlint@/,
    );
    expect(said).to.include('add "/nodes/" to its testPathIgnorePatterns');
    expect(said).to.include('add "nodes" to its exclude');
    expect(said).not.to.match(/has kafkajs/);
    const quiet = await packageWith(APP);
    expect((await onexHere(quiet, PAYMENT)).err).to.equal('');
  });

  it('is warned of Yarn 1 in a workspace, which cannot install the runtime', async () => {
    const root = await packageWith({ 'package.json': { workspaces: ['packages/*'] }, 'yarn.lock': '' });
    const shop = join(root, 'packages/shop');
    await mkdir(shop, { recursive: true });
    await writeFile(join(shop, 'package.json'), '{ "name": "shop" }');
    const { out, err } = await onexHere(shop, PAYMENT);
    expect(out + err).to.match(/Yarn 1 cannot install .* use Yarn 4/);
  });

  it('is one where only a tsconfig.json is there', async () => {
    const root = await packageWith({ 'tsconfig.json': APP['tsconfig.json'] });
    expect((await onexHere(root, PAYMENT)).code).to.equal(0);
    expect(await json(root, 'tsconfig.json')).to.deep.equal(APP['tsconfig.json']);
    expect(await json(root, 'nodes/tsconfig.json')).to.include.keys('compilerOptions');
  });

  it('may have any name: every later command reads what was made of it', async () => {
    const names = fc.oneof(
      fc.constantFrom(
        'my app',
        'c++lib',
        '@me/sh op',
        'class',
        'con',
        '日本語',
        '-x',
        '1',
        'a'.repeat(255),
        '',
      ),
      fc.string({ maxLength: 300 }),
    );
    await fc.assert(
      fc.asyncProperty(names, async (name) => {
        const root = await packageWith({ 'package.json': { name } });
        const made = await onexHere(root, ['project', root, '--yes', '--quiet']);
        expect(made.code, `${JSON.stringify(name)}: ${made.err}`).to.equal(0);
        const read = await onexHere(root, ['status']);
        const said = read.err.replaceAll(/^\(node:.*\n|^\(Use .*\n/gm, '');
        expect([read.code, said], JSON.stringify(name)).to.deep.equal([0, '']);
        expect((await json(root, 'package.json'))['name']).to.equal(name);
      }),
      { numRuns: 15 },
    );
  });

  it('is left alone where its package.json holds no object, and read where it begins with a BOM', async () => {
    for (const text of ['[]', 'null', '5', '"x"']) {
      const root = await packageWith({ 'package.json': text });
      const before = await snapshot(root);
      const { code, err } = await onexHere(root, PAYMENT);
      expect(code, text).to.equal(1);
      expect(err.trim().split('\n'), text).to.have.length(1);
      expect(err, text).to.include('package.json');
      expect(await snapshot(root), text).to.deep.equal(before);
    }
    const root = await packageWith({ 'package.json': '\uFEFF{"name": 5, "main": "x.js"}\n' });
    const { code, err } = await onexHere(root, PAYMENT);
    expect(code, err).to.equal(0);
    expect(await readFile(join(root, 'package.json'), 'utf8')).to.match(/^\uFEFF\{"name": 5/);
  });
});
