import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import {
  conflictLine,
  conflictMessage,
  conflictsIn,
  gitOperation,
  loadContract,
} from '../../../src/contract/index.ts';

const BLOCK = '<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n';

describe('conflict markers in files that commands read', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  function repository(...traces: readonly string[]): string {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'onex-conflict-')));
    folders.push(root);
    mkdirSync(join(root, '.git'));
    for (const trace of traces) put(root, `.git/${trace}`, '');
    return root;
  }

  function put(root: string, file: string, text: string): string {
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  it('are a conflict as a complete block alone', () => {
    expect(conflictLine(`x: 1\n${BLOCK}`)).to.equal(2);
    expect(conflictLine(BLOCK.replaceAll('\n', '\r\n'))).to.equal(1);
    expect(conflictLine(BLOCK.replace('=======', '||||||| base\na: 0\n======='))).to.equal(1);
    for (const text of [
      'x: 1\n',
      BLOCK.replace('<<<<<<< HEAD', 'a: 0'),
      BLOCK.replace('=======\n', ''),
      BLOCK.replace('>>>>>>> other', 'a: 3'),
      BLOCK.replaceAll(/^/gm, '  '),
      '>>>>>>> other\n=======\n<<<<<<< HEAD\n',
      '<<<<<<<<<< HEAD\n=======\n>>>>>>>>>> other\n',
    ])
      expect(conflictLine(text), text).to.equal(null);
  });

  it('are found in linear time', () => {
    expect(conflictLine(`${'<<<<<<< HEAD\n'.repeat(200_000)}>>>>>>> other\n`)).to.equal(null);
  });

  const operations: readonly (readonly [traces: readonly string[], operation: string])[] = [
    [['MERGE_HEAD'], 'merge'],
    [['rebase-merge/done'], 'rebase'],
    [['rebase-apply/next'], 'rebase'],
    [['rebase-merge/done', 'CHERRY_PICK_HEAD'], 'rebase'],
    [['rebase-apply/applying'], 'am'],
    [['CHERRY_PICK_HEAD'], 'cherry-pick'],
    [['REVERT_HEAD'], 'revert'],
  ];
  for (const [traces, operation] of operations) {
    it(`of a ${operation} (${traces.join(', ')}) name the commands that finish and undo it`, () => {
      const root = repository(...traces);
      const file = put(root, 'nodes/a/contract.yaml', BLOCK);
      expect(gitOperation(join(root, 'nodes/a'))).to.equal(operation);
      expect(conflictMessage('nodes/a/contract.yaml', 1, file))
        .to.contain(`nodes/a/contract.yaml:1:1: contains conflict markers of a git ${operation} in progress`)
        .and.contain(
          `add contract.yaml && onex upgrade, then git -C ${join(root, 'nodes/a')} ${operation} --continue`,
        )
        .and.contain(`${operation} --abort`);
    });
  }

  it('of a worktree and of a submodule are those of the folder that .git names', () => {
    const main = repository();
    put(main, '.git/worktrees/other/MERGE_HEAD', '');
    const tree = repository();
    rmSync(join(tree, '.git'), { recursive: true });
    put(tree, '.git', `gitdir: ${join(main, '.git/worktrees/other')}\n`);
    expect(gitOperation(tree)).to.equal('merge');
    expect(gitOperation(main)).to.equal(null);
  });

  it('outside a repository, and in one that cannot be read, are resolved without git', () => {
    const root = repository();
    rmSync(join(root, '.git'), { recursive: true });
    put(root, '.git', 'nonsense');
    const file = put(root, 'package.json', BLOCK);
    expect(gitOperation(root)).to.equal(null);
    expect(conflictMessage('package.json', 1, file)).to.equal(
      'package.json:1:1: contains conflict markers; resolve them, then run the command again',
    );
  });

  it('of git stash pop name git stash drop', () => {
    const root = repository();
    rmSync(join(root, '.git'), { recursive: true });
    const identity = { name: 'o', email: 'o@example.com' };
    const env = {
      ...process.env,
      GIT_AUTHOR_NAME: identity.name,
      GIT_AUTHOR_EMAIL: identity.email,
      GIT_COMMITTER_NAME: identity.name,
      GIT_COMMITTER_EMAIL: identity.email,
    };
    const git = (...args: string[]) => spawnSync('git', args, { cwd: root, env });
    git('init', '--quiet');
    const file = put(root, 'package.json', '{}\n');
    git('add', '.');
    git('commit', '--quiet', '-m', 'start');
    put(root, 'package.json', '{"a": 1}\n');
    git('stash');
    put(root, 'package.json', '{"a": 2}\n');
    git('commit', '--quiet', '-am', 'other');
    expect(git('stash', 'pop').status).to.equal(1);
    expect(conflictMessage('package.json', 1, file)).to.contain(
      'add package.json, and after git stash pop also',
    );
  });

  it('are found in package.json, .yo-rc.json, the configuration, and contracts, in subfolders too', () => {
    const root = repository();
    const files = [
      '.yo-rc.json',
      'package.json',
      'config/node_a.yaml',
      'nodes/node_a/v1_0_0/contract.yaml',
      'nodes/sales/node_b/v2_0_0/contract.yaml',
    ];
    for (const file of [...files, 'README.md', 'nodes/node_a/v1_0_0/node.ts']) put(root, file, BLOCK);
    put(root, 'node_modules/other/package.json', BLOCK);
    mkdirSync(join(root, '.onex/event-bus'), { recursive: true });
    // A record of an injected file blocks that file alone, wherever the file is.
    writeFileSync(join(root, '.onex/event-bus/store.ts.json'), BLOCK);
    expect(conflictsIn(root).map(({ file }) => file)).to.deep.equal(files);
    expect(conflictsIn(root, { contracts: false }).map(({ file }) => file)).to.deep.equal(files.slice(0, 3));
  });

  it('in the path of a hostile folder do not become words of a shell', () => {
    const root = repository('MERGE_HEAD');
    const file = put(root, "it's; rm -rf x/package.json", BLOCK);
    expect(conflictMessage('package.json', 1, file)).to.contain(String.raw`'${root}/it'\''s; rm -rf x'`);
  });

  it('in a contract are an error of their own, which a node that starts reports', () => {
    const root = repository('MERGE_HEAD');
    const file = put(root, 'contract.yaml', `name: a\n${BLOCK}`);
    expect(() => loadContract(file)).to.throw(/contract\.yaml:2:1: contains conflict markers of a git merge/);
  });
});
