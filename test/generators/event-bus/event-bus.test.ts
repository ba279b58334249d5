import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { chmod, mkdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import YeomanEnvironment from 'yeoman-environment';
import { PROJECT_VERSIONS } from '../../../lib/render/index.ts';
import { built, ROOT } from '../../support/built.ts';
import { removeFolders, snapshot } from '../../support/folders.ts';
import { onex } from '../../support/process.ts';
import { bus, project, read, STORE } from './support.ts';

describe('onex event-bus', function () {
  this.timeout(60_000);
  before(() => built());
  afterEach(removeFolders);

  it('puts the bus into a file, changes nothing at a second run, and takes it out to the byte', async () => {
    const root = await project({ 'src/store.ts': STORE });
    const before = await snapshot(root);
    const first = await bus(root, 'src/store.ts', '--domain', 'sales');
    expect(first.stderr).to.equal('');
    expect(first.code).to.equal(0);
    const text = await read(root, 'src/store.ts');
    expect(text).to.include("\t\t\tdomain: 'sales',\n");
    expect(first.stdout).to.include('note: src/store.ts:1: Store can publish');

    const after = await snapshot(root);
    const second = await bus(root, 'src/store.ts');
    expect(second.stdout).to.include('Nothing to do');
    expect(await snapshot(root)).to.deep.equal(after);

    const removed = await bus(root, 'src/store.ts', '--remove');
    expect(removed.code).to.equal(0);
    expect(await snapshot(root)).to.deep.equal(before);
  });

  it('writes nothing where the compiler would reject the import, and says in one line why', async () => {
    const root = await project({
      'src/store.ts': STORE,
      'tsconfig.json': '{ "extends": "./base.json" }',
      'base.json': '{ "compilerOptions": { "module": "es2015" } }',
    });
    const before = await snapshot(root);
    const { code, stderr } = await bus(root, 'src/store.ts');
    expect(code).to.equal(1);
    expect(stderr.trim().split('\n')).to.have.length(1);
    expect(stderr).to.include('base.json:1:34 (TS1323)').and.to.include('src/store.ts');
    expect(await snapshot(root)).to.deep.equal(before);
  });

  it('says how the runtime comes where no package.json lists it, and only there', async () => {
    const root = await project({ 'src/store.ts': STORE });
    const [tarball = ''] = globSync('dist/runtime/onex-runtime-*.tgz', { cwd: ROOT });
    const steps = [
      'mkdir vendor',
      `cp ${join(ROOT, tarball)} vendor`,
      `npm install ./vendor/${basename(tarball)} kafkajs@${PROJECT_VERSIONS.kafkajs}`,
    ];
    const planned = await bus(root, 'src/store.ts', '--dry-run');
    expect(planned.stdout).to.not.include('Next');
    const { stdout } = await bus(root, 'src/store.ts');
    const next = `\nNext, for no package.json lists onex-runtime:\n${steps.map((step) => `  ${step}\n`).join('')}`;
    expect(stdout.endsWith(next), stdout).to.equal(true);
    await bus(root, 'src/store.ts', '--remove');
    await mkdir(join(root, 'vendor'));
    const json = await onex(['event-bus', 'store.ts', '--json'], { cwd: join(root, 'src') });
    expect(JSON.parse(json.stdout)).to.deep.include({ next: ['cd ..', ...steps.slice(1)] });

    const removed = await bus(root, 'src/store.ts', '--remove');
    expect(removed.stdout).to.not.include('Next');
    await writeFile(join(root, 'package.json'), '{ "devDependencies": { "onex-runtime": "0.1.0" } }\n');
    expect((await bus(root, 'src/store.ts')).stdout).to.not.include('Next');
  });

  it('names the line for .gitignore until it is there, also in that of a repository', async () => {
    const line = 'Add this line to .gitignore: .onex-state/';
    const root = await project({ 'src/a.ts': STORE, 'src/b.ts': STORE, 'src/c.ts': STORE });
    expect((await bus(root, 'src/a.ts', '--dry-run')).stdout).to.not.include(line);
    expect((await bus(root, 'src/a.ts')).stdout).to.include(line);
    expect((await bus(root, 'src/a.ts')).stdout).to.not.include(line);
    execFileSync('git', ['init', '-q'], { cwd: root });
    expect((await bus(root, 'src/b.ts')).stdout).to.include(line);
    await writeFile(join(root, '.gitignore'), '.onex-*\n!.onex/\n');
    expect((await bus(root, 'src/c.ts')).stdout).to.not.include(line);
    expect((await bus(root, 'src/c.ts', '--remove')).stdout).to.not.include(line);
    await rm(join(root, '.git'), { recursive: true });
    await writeFile(join(root, '.gitignore'), 'dist\r\n/.onex-state\r\n');
    expect((await bus(root, 'src/c.ts')).stdout).to.not.include(line);
  });

  it('settles each file by itself: the good ones are written, the others told one by one, exit 1', async () => {
    const root = await project({
      'src/good.ts': STORE,
      'src/broken.ts': 'class A {\n  m(\n',
      'src/empty.ts': '',
      'src/binary.ts': Uint8Array.from([0xff, 0, 1]),
      'src/latin.ts': Uint8Array.from([...Buffer.from('// a\nclass A {} // '), 0xe9]),
      'src/utf16.ts': Uint8Array.from([0xff, 0xfe, 0x63, 0]),
      'src/merge.ts': 'class A {\n<<<<<<< a\n=======\n>>>>>>> b\n}\n',
      'src/none.ts': 'export const a = 1;\n',
      'src/two.ts': 'class A {}\nclass B {}\n',
      'src/clash.ts': 'class A {\n  initialize() {}\n}\n',
      'src/huge.ts': `// ${'x'.repeat(10 * 1024 * 1024)}\nclass A {}\n`,
      'src/locked.ts': STORE,
      'src/notes.txt': 'class A {}\n',
    });
    await chmod(join(root, 'src/locked.ts'), 0o444);
    await mkdir(join(root, 'src/folder.ts'));
    await symlink('/etc/hosts', join(root, 'src/link.ts'));
    const before = await snapshot(root);
    const names = Object.keys(before).filter((name) => name.startsWith('src/'));
    const { code, stderr, stdout } = await bus(root, ...names, 'src/gone.ts', '../outside.ts');
    expect(code).to.equal(1);
    expect(stdout).to.include('1 file with the event bus; 15 files left as they are; 1 file not found');
    const faults = stderr.trimEnd().split('\n');
    const said = Object.fromEntries(
      faults.map(
        (line) => /^error: ([^:]+):(?: |(?=\d+:\d+: ))(.*; .*)$/.exec(line)?.slice(1, 3) ?? [line, ''],
      ),
    );
    expect(said).to.have.all.keys([
      ...names.filter((name) => name !== 'src/good.ts'),
      'src/gone.ts',
      '../outside.ts',
    ]);
    expect(said['src/broken.ts']).to.match(/^\d+:\d+: the file does not parse/);
    expect(said['src/empty.ts']).to.include('empty');
    expect(said['src/binary.ts']).to.include('binary');
    expect(said['src/latin.ts']).to.match(/^2:15: the file is not UTF-8/);
    expect(said['src/utf16.ts']).to.include('UTF-16');
    expect(said['src/merge.ts']).to.match(/^2:1: the file has conflict markers/);
    expect(said['src/none.ts']).to.include('no class');
    expect(said['src/two.ts']).to.match(/^2:1: 2 classes and none named: A, B/);
    expect(said['src/clash.ts']).to.match(/^2:3: .*A\.initialize.*--separate/);
    expect(said['src/huge.ts']).to.include('10 MB');
    expect(said['src/locked.ts']).to.include('read-only');
    expect(said['src/folder.ts']).to.include('folder');
    expect(said['src/link.ts']).to.include('link that leads out');
    expect(said['../outside.ts']).to.match(/^lies outside the project/);
    expect(said['src/gone.ts']).to.match(/^there is no such file; /);
    const after = await snapshot(root);
    const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
    const folders = ['.onex', '.onex/event-bus', '.onex/event-bus/src'];
    expect(changed).to.have.members(['src/good.ts', ...folders, '.onex/event-bus/src/good.ts.json']);
  });

  it('leaves the time of a file alone that it does not change', async () => {
    const root = await project({ 'src/clash.ts': 'class A {\n  initialize() {}\n}\n' });
    const file = join(root, 'src/clash.ts');
    await utimes(file, 1_000_000, 1_000_000);
    expect((await bus(root, 'src/clash.ts')).code).to.equal(1);
    expect((await stat(file)).mtimeMs).to.equal(1_000_000_000);
    expect((await bus(root, 'src/clash.ts', '--separate', '--dry-run')).code).to.equal(0);
    expect((await stat(file)).mtimeMs).to.equal(1_000_000_000);
  });

  it('keeps the mode of a file', async () => {
    const root = await project({ 'src/store.ts': STORE });
    await chmod(join(root, 'src/store.ts'), 0o750);
    await bus(root, 'src/store.ts');
    expect((await stat(join(root, 'src/store.ts'))).mode & 0o777).to.equal(0o750);
  });

  it('takes globs, where a file without a class is no fault, and finds nothing in node_modules', async () => {
    const root = await project({ 'src/a.ts': STORE, 'src/b.ts': 'export const b = 1;\n' });
    await mkdir(join(root, 'node_modules/x'), { recursive: true });
    await writeFile(join(root, 'node_modules/x/c.ts'), STORE);
    expect((await bus(root, '**/*.ts')).code).to.equal(0);
    expect(await read(root, 'src/a.ts')).to.include('openEventBus');
    expect(await read(root, 'node_modules/x/c.ts')).to.equal(STORE);
    expect((await bus(root, '*.nothing')).stderr).to.match(/\*\.nothing matches no file/);
  });

  it('reports what was deleted, and restores it when told', async () => {
    const root = await project({ 'src/store.ts': STORE });
    await bus(root, 'src/store.ts');
    const whole = await read(root, 'src/store.ts');
    await writeFile(
      join(root, 'src/store.ts'),
      whole.replace(/\/\*\* Whether it has been reported.*\n.*\n\n/, ''),
    );
    const kept = await bus(root, 'src/store.ts');
    expect(kept.code).to.equal(0);
    expect(kept.stdout).to.match(
      /the variable that says whether a missing event bus was reported .* was deleted, and is not added again; --restore/,
    );
    expect(await read(root, 'src/store.ts')).not.to.include('let EVENT_BUS_REPORTED');
    await bus(root, 'src/store.ts', '--restore');
    expect((await read(root, 'src/store.ts')).split('\n').toSorted()).to.deep.equal(
      whole.split('\n').toSorted(),
    );
  });

  it('reads a base class of another file, and puts the bus into that first', async () => {
    const root = await project({
      'src/a-heir.ts': "import { Base } from './base.js';\n\nexport class Heir extends Base {}\n",
      'src/base.ts': 'export class Base {\n  async initialize() {}\n}\n',
    });
    const both = await bus(root, 'src/a-heir.ts', 'src/base.ts');
    expect(both.stdout).to.include('Heir inherits the event bus from its base class');
    expect(await read(root, 'src/a-heir.ts')).not.to.include('openEventBus');
    await bus(root, 'src/base.ts', '--remove');
    await bus(root, 'src/a-heir.ts');
    expect(await read(root, 'src/a-heir.ts')).to.include('override async initialize()');
  });

  it('leaves to a base class what its heir had before, and forgets it', async () => {
    const heir = "import { Base } from './base.js';\n\nexport class Store extends Base {}\n";
    const root = await project({ 'src/store.ts': heir, 'src/base.ts': 'export class Base {\n  a = 1;\n}\n' });
    await bus(root, 'src/store.ts');
    expect(await read(root, 'src/store.ts')).to.include('openEventBus');
    await bus(root, 'src/base.ts');
    const both = await bus(root, 'src/store.ts', 'src/base.ts');
    expect(both.stderr).to.equal('');
    expect(both.code).to.equal(0);
    expect(await read(root, 'src/store.ts')).to.equal(heir);
    expect(Object.keys(await snapshot(join(root, '.onex/event-bus/src')))).to.deep.equal(['base.ts.json']);
    expect((await bus(root, 'src/store.ts', 'src/base.ts')).stdout).to.include('Nothing to do');
  });

  it('rejects --module, which earlier releases had, with the reason', async () => {
    const root = await project({ 'src/store.ts': STORE });
    for (const args of [['--module', 'esm'], ['--module=commonjs']]) {
      const { code, stderr } = await bus(root, 'src/store.ts', ...args);
      expect(code).to.equal(1);
      expect(stderr).to.match(
        /^error: onex event-bus no longer has the option --module: the injected code is the same for every module system; .*\n$/,
      );
    }
    expect(await read(root, 'src/store.ts')).to.equal(STORE);
  });

  it('refuses damaged records in one line and writes nothing', async () => {
    const root = await project({ 'src/store.ts': STORE });
    await mkdir(join(root, '.onex'));
    for (const damage of ['{', '{"format":2}', '{"format":1,"files":{"src/store.ts":{"version":1}}}']) {
      await writeFile(join(root, '.onex/event-bus.json'), damage);
      const before = await snapshot(root);
      const { code, stderr } = await bus(root, 'src/store.ts');
      expect(code).to.equal(1);
      expect(stderr.trimEnd().split('\n')).to.have.length(1);
      expect(stderr).to.include('.onex/event-bus.json');
      expect(await snapshot(root)).to.deep.equal(before);
    }
  });

  it('calls the folder of the project by its name among files', async () => {
    const root = await project({});
    expect((await bus(root, '.')).stderr).to.match(/^error: \.: is a folder; name a file of the project/);
  });

  it('wants files, and not both --class and --all', async () => {
    const root = await project({});
    expect((await bus(root)).stderr).to.include('name the files: onex event-bus FILE…');
    expect((await bus(root, 'a.ts', '--class', 'A', '--all')).stderr).to.include('exclude each other');
  });

  it('names the classes that there are when --remove cannot find the one of --class', async () => {
    const root = await project({
      'src/two.ts': 'export class A {}\nexport const B = class {};\nclass C {}\n',
    });
    await bus(root, 'src/two.ts', '--class', 'A');
    await bus(root, 'src/two.ts', '--class', 'B');
    const typo = await bus(root, 'src/two.ts', '--remove', '--class', 'Typo');
    expect(typo.code).to.equal(1);
    expect(typo.stderr).to.equal('error: src/two.ts:1:1: no class is called Typo; name one of: A, B\n');
    expect((await bus(root, 'src/two.ts', '--remove', '--class', 'C')).stdout).to.include('Nothing to do');
    expect((await bus(root, 'src/two.ts', '--remove', '--class', 'A')).code).to.equal(0);
    expect(await read(root, 'src/two.ts'))
      .to.include('class A {}')
      .and.include('openEventBus');
  });

  it('runs under yo as onex:event-bus, with several files', async () => {
    const root = await project({ 'src/a.ts': STORE, 'src/b.ts': STORE });
    const environment = new YeomanEnvironment({ cwd: root, skipInstall: true });
    await environment.register(join(ROOT, 'dist/generators/event-bus/index.js'), {
      namespace: 'onex:event-bus',
    });
    await environment.run(['onex:event-bus', 'src/a.ts', 'src/b.ts'], { quiet: true, yes: true } as never);
    expect(await read(root, 'src/a.ts')).to.include('openEventBus');
    expect(await read(root, 'src/b.ts')).to.include('openEventBus');
  });
});
