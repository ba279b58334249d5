import { expect } from 'chai';
import { caseKey, joinPath, parentOf, pathFault } from '../../lib/reconcile/disk/paths.ts';

describe('a path of a generated file', () => {
  for (const path of [
    'a.txt',
    'dir/b.ts',
    'a b/c',
    'ünï/код.ts',
    '.gitignore',
    '.github/x.yml',
    'a..b/c',
    'x'.repeat(1024),
  ])
    it(`may be ${path.slice(0, 20)}`, () => expect(pathFault(path)).to.equal(null));

  const FAULTS: readonly [path: string, fault: string][] = [
    ['', 'empty'],
    ['x'.repeat(1025), 'longer than 1024'],
    ['/etc/passwd', 'absolute'],
    ['..', 'leaves its folder'],
    ['a/../../b', 'leaves its folder'],
    ['./a', 'leaves its folder'],
    ['a//b', 'leaves its folder'],
    ['a/', 'leaves its folder'],
    ['a/b.', 'ends with a dot or a space'],
    ['a /b', 'ends with a dot or a space'],
    ['.git/config', 'goes into .git'],
    ['dir/.GIT/config', 'goes into .GIT'],
    ['.Onex/base.txt', 'goes into .Onex'],
    ...['<', '>', ':', '"', '|', '?', '*', '\\', '\n', '\u0000', '\u007f', '\u009b'].map(
      (character): [string, string] => [`a${character}b`, 'that is not portable in file names'],
    ),
  ];
  for (const [path, fault] of FAULTS)
    it(`may not be ${JSON.stringify(path).slice(0, 20)}`, () => expect(pathFault(path)).to.contain(fault));

  it('is the same for two spellings that some file systems do not tell apart', () => {
    expect(caseKey('Dir/É.ts')).to.equal(caseKey('dir/e\u0301.TS'));
    expect(caseKey('a')).to.not.equal(caseKey('b'));
  });

  it('is joined and taken apart at slashes, and a root has no name', () => {
    expect([joinPath('', 'a'), joinPath('a', 'b'), parentOf('a/b/c'), parentOf('a')]).to.deep.equal([
      'a',
      'a/b',
      'a/b',
      '',
    ]);
  });
});
