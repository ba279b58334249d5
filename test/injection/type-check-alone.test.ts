import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { injected } from './support/sound.ts';
import type { InjectionOptions } from '../../lib/injection/index.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const STRICT = {
  target: 'es2024',
  module: 'nodenext',
  types: ['node'],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  customConditions: ['onex-source'],
};

/** What the types of a whole project lend to a file, and what one option asks, shows only in a file by itself. */
describe('what goes in, type-checked file by file', function () {
  this.timeout(120_000);
  let folder = '';
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'onex-alone-'));
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function complaintsOf(
    compilerOptions: object,
    name: string,
    text: string,
    options: InjectionOptions = {},
  ): readonly string[] {
    const project = mkdtempSync(path.join(folder, 'project-'));
    writeFileSync(
      path.join(project, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { ...STRICT, ...compilerOptions } }),
    );
    writeFileSync(path.join(project, name), injected(name, text, options).text);
    const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', project, '--pretty', 'false'], {
      encoding: 'utf8',
      cwd: project,
    });
    expect(status, stdout).to.be.oneOf([0, 1, 2]);
    // The runtime's sources are held to its own settings.
    return stdout.split('\n').filter((line) => line.startsWith(name) || line.startsWith('error'));
  }

  const declared = { isolatedDeclarations: true, declaration: true };
  const checked = { allowJs: true, checkJs: true };
  it('compiles where every declaration has to say its type', () => {
    expect(complaintsOf(declared, 'a.ts', 'export class Store {}\n')).to.deep.equal([]);
  });

  it('compiles where the bus stands apart and every declaration has to say its type', () => {
    expect(complaintsOf(declared, 'a.ts', 'export class Store {}\n', { separate: true })).to.deep.equal([]);
  });

  it('compiles in JavaScript that is checked', () => {
    expect(complaintsOf(checked, 'a.js', 'export class Store {}\n')).to.deep.equal([]);
  });

  it('compiles in JavaScript that is checked where the bus stands apart', () => {
    expect(complaintsOf(checked, 'a.js', 'export class Store {}\n', { separate: true })).to.deep.equal([]);
  });
});
