import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import fc from 'fast-check';
import { quotedWord, shellWord } from '../../src/index.ts';

describe('a word for the shell', () => {
  it('stays as it is when it is harmless, and is quoted when it is not', () => {
    expect(shellWord('nodes/a-b_c.ts', 'linux')).to.equal('nodes/a-b_c.ts');
    expect(shellWord('my shop', 'linux')).to.equal("'my shop'");
    expect(shellWord("it's $HOME", 'linux')).to.equal(String.raw`'it'\''s $HOME'`);
    expect(shellWord('', 'linux')).to.equal("''");
  });

  it('is quoted for cmd.exe on Windows', () => {
    expect(shellWord('my shop', 'win32')).to.equal('"my shop"');
    expect(shellWord('{"a":1}', 'win32')).to.equal(String.raw`"{\"a\":1}"`);
  });

  it('is one argument with the same text, whatever it holds', function () {
    if (process.platform === 'win32') this.skip();
    const text = fc.string({
      unit: fc.constantFrom("'", '"', '\\', '$', '`', ' ', '\n', '!', '*', '~', 'a', '-'),
    });
    const words = fc.sample(text, { numRuns: 60, seed: 1 });
    const script = `printf '%s\\0' ${words.flatMap((word) => [shellWord(word), quotedWord(word)]).join(' ')}`;
    const printed = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
    expect(printed.split('\0').slice(0, -1)).to.deep.equal(words.flatMap((word) => [word, word]));
  });
});
