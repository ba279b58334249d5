import { expect } from 'chai';
import { caseKey, joinPath, parentOf, pathFault, printable } from '../../lib/reconcile/disk/paths.ts';

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
      (character): [string, string] => [`a${character}b`, 'no file name may have everywhere'],
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

describe('text of a project that is printed', () => {
  const SHOWN: readonly [text: string, shown: string][] = [
    ['plain/ünï 🎉.ts', 'plain/ünï 🎉.ts'],
    ['a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['\u001b[2J\u0007', '\\u001b[2J\\u0007'],
    ['\u009b31m', '\\u009b31m'],
    ['\u007f', '\\u007f'],
    ['invoice\u202Etxt.exe', 'invoice\\u202etxt.exe'],
    ['\u2066a\u2069\u200f\u061c', '\\u2066a\\u2069\\u200f\\u061c'],
    ['zero\u200bwidth\ufeff', 'zero\\u200bwidth\\ufeff'],
    ['two\u2028lines\u2029', 'two\\u2028lines\\u2029'],
    ['tag\u{E0041}', 'tag\\udb40\\udc41'],
  ];
  for (const [text, shown] of SHOWN)
    it(`shows ${JSON.stringify(shown)}`, () => expect(printable(text)).to.equal(shown));

  it('is no longer than 200 characters', () => {
    expect(printable('x'.repeat(1000))).to.have.length(200);
    expect(printable('\u001b'.repeat(1000))).to.have.length(200);
  });
});
