import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { digestOf, watchChanges, type Changes } from '../../../src/cli/dev/supervisor/watch/index.ts';

const NODE = 'nodes/node_a_effect/v1_0_0';

describe('the watch over a project', () => {
  let root: string;
  let changes: Changes;
  let notes: string[];
  let now = 0;
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  const watch = (options: Partial<Parameters<typeof watchChanges>[0]>): void => {
    const note = (line: string): unknown => notes.push(line);
    changes = watchChanges({ root, stateDir: path.join(root, 'state'), configDir: null, note, ...options });
    changes.begin();
  };
  const load = (...files: string[]): void =>
    changes.loaded(files.map((file) => [path.join(root, file), digestOf(path.join(root, file))]));
  const next = async (): Promise<readonly string[]> => {
    const files = await changes.next();
    changes.begin();
    return files;
  };

  beforeEach(() => {
    root = mkdtempSync(path.join(realpathSync(tmpdir()), 'onex-watch-'));
    for (const file of ['contract.yaml', 'start_node.ts', 'node.ts']) write(`${NODE}/${file}`, '1');
    write('lib/rules/tax.ts', '1');
    write('state/data.json', '1');
    notes = [];
    now = 0;
    watch({ configDir: path.join(root, 'config'), now: () => (now += 10_000) });
    load(`${NODE}/node.ts`, 'lib/rules/tax.ts');
  });
  afterEach(() => {
    changes.close();
    rmSync(root, { recursive: true, force: true });
  });

  /** Writes without a report: the change of the contract afterwards is the only one. */
  const isSilent = async (...files: (readonly [string, string])[]): Promise<void> => {
    for (const [file, text] of files) write(file, text);
    write(`${NODE}/contract.yaml`, `${files.length} ${Math.random()}`);
    expect(await next()).to.deep.equal([`${NODE}/contract.yaml`]);
  };

  it('reports a loaded module, wherever it is, again and again', async () => {
    for (const file of [`${NODE}/node.ts`, 'lib/rules/tax.ts'])
      for (const text of ['2', '3']) {
        write(file, text);
        expect(await next()).to.deep.equal([file]);
      }
  });

  it('still sees a file after an editor replaced it', async () => {
    for (const text of ['2', '3', '4']) {
      write(`${NODE}/draft~`, text);
      renameSync(path.join(root, NODE, 'draft~'), path.join(root, NODE, 'node.ts'));
      expect(await next()).to.deep.equal([`${NODE}/node.ts`]);
    }
  });

  it('reports several changes at once, and a node that is new', async () => {
    const added = 'nodes/deeper/node_b_effect/v1_0_0';
    write(`${added}/contract.yaml`, 'x');
    write(`${added}/start_node.ts`, 'x');
    expect(await next()).to.deep.equal([`${added}/contract.yaml`, `${added}/start_node.ts`]);
    write(`${added}/contract.yaml`, 'y');
    expect(await next()).to.deep.equal([`${added}/contract.yaml`]);
  });

  it('reports .env, and configurations of nodes that did not exist', async () => {
    write('.env', 'A=1');
    expect(await next()).to.deep.equal(['.env']);
    mkdirSync(path.join(root, 'config'));
    changes.close();
    watch({ configDir: path.join(root, 'config') });
    write('config/other.yaml', 'a: 1');
    write('config/node_a_effect.yaml', 'a: 1');
    expect(await next()).to.deep.equal(['config/node_a_effect.yaml']);
  });

  it('reports no file that was not loaded, whatever its ending, and none of the state directory', () =>
    isSilent(
      [`${NODE}/.#node.ts`, 'x'],
      [`${NODE}/node.ts~`, 'x'],
      [`${NODE}/4913`, 'x'],
      [`${NODE}/.node.ts.swp`, 'x'],
      [`${NODE}/notes.json`, 'x'],
      [`${NODE}/node.test.ts`, 'x'],
      ['lib/rules/other.ts', 'x'],
      ['state/data.json', '2'],
      ['state/start_node.ts', '2'],
      ['node_modules/x/index.js', 'x'],
      ['package.json', '{}'],
    ));

  it('does not report a loaded file that is written with the same content', () =>
    isSilent([`${NODE}/node.ts`, '1'], ['lib/rules/tax.ts', '1']));

  it('does not report a module in the state directory', async () => {
    load('state/data.json');
    await isSilent(['state/data.json', '3']);
  });

  it('reports loaded files of a project in the state directory', async () => {
    for (const stateDir of [root, path.dirname(root)]) {
      changes.close();
      watch({ stateDir });
      load('lib/rules/tax.ts');
      write('lib/rules/tax.ts', stateDir);
      expect(await next()).to.deep.equal(['lib/rules/tax.ts']);
    }
  });

  it('reports a change between the load of a file and the report of it', async () => {
    const file = path.join(root, 'lib/rules/tax.ts');
    const before = digestOf(file);
    write('lib/rules/tax.ts', '7');
    changes.loaded([[file, before]]);
    expect(await next()).to.deep.equal(['lib/rules/tax.ts']);
  });

  it('reports a missing import once it is written', async () => {
    load('lib/missing.ts');
    write('lib/missing.ts', 'x');
    expect(await next()).to.deep.equal(['lib/missing.ts']);
  });

  it('goes on when a folder is removed, moved, and made again', async () => {
    rmSync(path.join(root, 'lib'), { recursive: true });
    expect(await next()).to.deep.equal(['lib/rules/tax.ts']);
    for (const text of ['2', '3']) {
      write('lib/rules/tax.ts', text);
      expect(await next()).to.deep.equal(['lib/rules/tax.ts']);
    }
    renameSync(path.join(root, NODE), path.join(root, 'elsewhere'));
    expect(await next()).to.include(`${NODE}/node.ts`);
    renameSync(path.join(root, 'elsewhere'), path.join(root, NODE));
    expect(await next()).to.include(`${NODE}/node.ts`);
  });

  it('ignores a file that the nodes write at each start, and says so once', async () => {
    changes.close();
    watch({ now: () => 0 });
    for (let time = 1; time <= 5; time += 1) {
      load('lib/rules/tax.ts');
      write('lib/rules/tax.ts', `start ${time}`);
      expect(await next()).to.deep.equal(['lib/rules/tax.ts']);
    }
    load('lib/rules/tax.ts');
    await isSilent(['lib/rules/tax.ts', 'start 6'], ['lib/rules/tax.ts', 'start 7']);
    expect(notes).to.deep.equal([
      'lib/rules/tax.ts changes at every start, so its changes are ignored. A node may write it',
    ]);
  });
});
