import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { dynamicImportProblem } from '../../lib/compile-settings/index.ts';
import { folder, removeFolders } from '../support/folders.ts';

type Files = Readonly<Record<string, string | object>>;

/** What is reported of `src/store.ts`, or another file, in a project with these files. */
async function problemOf(files: Files, file = 'src/store.ts'): Promise<string | null> {
  const root = await folder();
  for (const [name, content] of Object.entries(files)) {
    const target = path.join(root, name);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, typeof content === 'string' ? content : JSON.stringify(content));
  }
  const problem = dynamicImportProblem(path.join(root, file), root);
  return problem && `${problem.message}; ${problem.remedy}`;
}

const options = (compilerOptions: object): Files => ({ 'tsconfig.json': { compilerOptions } });
const compiler = (version: string): Files => ({ 'node_modules/typescript/package.json': { version } });

describe('the compiler settings of a file', () => {
  afterEach(removeFolders);

  it('reject import() with module es2015, and the report names the place', async () => {
    const text = '{\n  // module\n  "compilerOptions": { "module": "ES6", },\n}\n';
    expect(await problemOf({ 'tsconfig.json': `\uFEFF${text}` })).to.match(
      /module es2015 in tsconfig\.json:3:34 \(TS1323\); set "module" to/,
    );
  });

  const TS1323: readonly (readonly [string, object, boolean])[] = [
    ['5.9.3', { target: 'es2015' }, true],
    ['5.9.3', { target: 'ES2022' }, true],
    ['5.9.3', { target: 'esnext' }, true],
    ['5.9.3', { target: 'es5' }, false],
    ['5.9.3', {}, false],
    ['7.0.2', { target: 'es2015' }, true],
    ['7.0.2', { target: 'es2017' }, true],
    ['7.0.2', { target: 'es2020' }, false],
    ['7.0.2', { target: 'es2022' }, false],
    ['7.0.2', { target: 'esnext' }, false],
    ['7.0.2', {}, false],
    ['5.9.3', { target: 'es2015', module: 'commonjs' }, false],
    ['7.0.2', { module: 'es2015', target: 'esnext' }, true],
  ];
  for (const [version, given, rejected] of TS1323) {
    it(`${rejected ? 'reject' : 'accept'} it in TypeScript ${version} with ${JSON.stringify(given)}`, async () => {
      const problem = await problemOf({ ...compiler(version), ...options(given) });
      if (rejected) expect(problem).to.contain('TS1323');
      else expect(problem).to.equal(null);
    });
  }

  it('count only as far as all versions agree where the version is unknown', async () => {
    expect(await problemOf(options({ target: 'es2017' }))).to.contain('TS1323');
    expect(await problemOf(options({ target: 'es2022' }))).to.equal(null);
    const listed = { 'package.json': { devDependencies: { typescript: '^5.9.0' } } };
    expect(await problemOf({ ...listed, ...options({ target: 'es2022' }) })).to.contain('TS1323');
  });

  it('reject it with commonjs and verbatimModuleSyntax, and not with node16', async () => {
    const verbatimModuleSyntax = true;
    expect(await problemOf(options({ module: 'CommonJS', verbatimModuleSyntax }))).to.contain('TS1295');
    for (const module of ['node16', 'nodenext', 'preserve'])
      expect(await problemOf(options({ module, verbatimModuleSyntax }))).to.equal(null);
  });

  it('find no package with moduleResolution classic, given or implied', async () => {
    expect(await problemOf(options({ module: 'es2022', moduleResolution: 'Classic' }))).to.contain('TS2792');
    const es2022 = options({ module: 'es2022' });
    expect(await problemOf({ ...compiler('5.9.3'), ...es2022 })).to.contain('TS2792');
    expect(await problemOf({ ...compiler('7.0.2'), ...es2022 })).to.equal(null);
    const bundler = options({ module: 'es2022', moduleResolution: 'bundler' });
    expect(await problemOf({ ...compiler('5.9.3'), ...bundler })).to.equal(null);
  });

  const BASE = { compilerOptions: { module: 'es2015' } };
  const BASES: Readonly<Record<string, Files>> = {
    'a relative path': { 'tsconfig.json': { extends: './base.json' }, 'base.json': BASE },
    'a path without an extension': { 'tsconfig.json': { extends: './base' }, 'base.json': BASE },
    'a chain': {
      'tsconfig.json': { extends: './a.json' },
      'a.json': { extends: './cfg/base.json' },
      'cfg/base.json': BASE,
    },
    'a list, whose last base overrides': {
      'tsconfig.json': { extends: ['./a.json', './base.json'] },
      'a.json': { compilerOptions: { module: 'commonjs' } },
      'base.json': BASE,
    },
    'a package': {
      'tsconfig.json': { extends: '@acme/settings' },
      'node_modules/@acme/settings/tsconfig.json': BASE,
    },
    'a package that names its file': {
      'tsconfig.json': { extends: '@acme/settings' },
      'node_modules/@acme/settings/package.json': { tsconfig: 'base.json' },
      'node_modules/@acme/settings/base.json': BASE,
    },
    'a file of a package': {
      'tsconfig.json': { extends: 'settings/strict' },
      'node_modules/settings/strict.json': BASE,
    },
    'a nearer tsconfig.json': { 'src/tsconfig.json': { extends: '../tsconfig.json' }, 'tsconfig.json': BASE },
  };
  for (const [name, files] of Object.entries(BASES)) {
    it(`are followed through ${name}`, async () => {
      expect(await problemOf(files)).to.contain('TS1323');
    });
  }

  it('override those of a base, and a circle of bases ends', async () => {
    const own = {
      extends: './base.json',
      compilerOptions: { module: 'esnext', moduleResolution: 'bundler' },
    };
    expect(await problemOf({ 'tsconfig.json': own, 'base.json': BASE })).to.equal(null);
    const circle = {
      'tsconfig.json': { extends: './a.json' },
      'a.json': { ...BASE, extends: './tsconfig.json' },
    };
    expect(await problemOf(circle)).to.contain('TS1323');
    expect(await problemOf({ 'tsconfig.json': { extends: './missing.json' } })).to.equal(null);
    expect(await problemOf({ 'tsconfig.json': '[' })).to.equal(null);
  });

  it('are those of the reference that covers the file', async () => {
    const files = (include: readonly string[]): Files => ({
      'tsconfig.json': { files: [], references: [{ path: './tsconfig.app.json' }, { path: './tools' }] },
      'tsconfig.app.json': { include, ...BASE },
      'tools/tsconfig.json': { compilerOptions: { module: 'nodenext' } },
    });
    for (const include of [['src'], ['./src/'], ['src/**/*'], ['**/*.ts'], ['src/store.ts'], ['src/*.ts']])
      expect(await problemOf(files(include)), include.join()).to.contain('TS1323');
    expect(await problemOf(files(['test'])), 'one of them accepts it').to.equal(null);
  });

  it('count for JavaScript only where its types are checked', async () => {
    const file = 'src/store.js';
    expect(await problemOf(options({ module: 'es2015', allowJs: true }), file)).to.equal(null);
    expect(await problemOf(options({ module: 'es2015', checkJs: true }), file)).to.contain('TS1323');
  });
});
