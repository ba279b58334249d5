import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { injectEventBus } from '../../lib/injection/index.ts';
import { FOREIGN, SAMPLES } from './samples.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

/** As strict as the compiler goes, with the runtime's own types. */
const CONFIG = {
  compilerOptions: {
    target: 'es2024',
    lib: ['es2024', 'esnext.disposable', 'esnext.error', 'esnext.iterator'],
    module: 'nodenext',
    moduleDetection: 'force',
    types: ['node'],
    jsx: 'preserve',
    strict: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    exactOptionalPropertyTypes: true,
    useDefineForClassFields: true,
    allowUnreachableCode: false,
    isolatedModules: true,
    allowJs: true,
    checkJs: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    customConditions: ['onex-source'],
  },
};

describe('what goes in, type-checked under strict with the types of the runtime', function () {
  this.timeout(120_000);
  let folder = '';
  const complaints = new Map<string, string[]>();

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'onex-injection-'));
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
    write('package.json', '{ "type": "module" }');
    write('tsconfig.json', JSON.stringify(CONFIG));
    write('foreign.ts', FOREIGN);
    for (const { path: name, text, options } of SAMPLES) {
      const result = injectEventBus({ path: name, text }, options ?? {});
      write(name, result.text);
      const reason = 'reason' in result ? `${result.status}: ${result.reason.message}` : null;
      complaints.set(name, result.status === 'injected' ? [] : [reason ?? result.status]);
    }
    const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
      encoding: 'utf8',
      cwd: folder,
    });
    for (const line of stdout.split('\n')) {
      const [, name = ''] = /^([^/\\(]+)\(\d+,\d+\): error/.exec(line) ?? [];
      complaints.get(name)?.push(line);
      if (line.startsWith('error')) complaints.set(line, [line]);
    }
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const { path: name } of SAMPLES) {
    it(`compiles ${name}`, () => {
      expect(complaints.get(name)).to.deep.equal([]);
    });
  }

  it('was checked at all', () => {
    expect([...complaints.keys()].filter((key) => key.startsWith('error'))).to.deep.equal([]);
  });
});
