import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { decodeAnswers } from '../../lib/answers/read-answers.ts';
import { optionsOf, optionValue } from '../../lib/options/index.ts';
import { GENERATING } from '../../bin/commands/definitions.ts';
import { built } from '../support/built.ts';
import { folder, removeFolders } from '../support/folders.ts';
import { onex } from '../support/process.ts';

const ANSWERS = 'name: payment\ndomain: billing\n';
const be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('an empty value', () => {
  it('is refused for every option of every command but the description', () => {
    for (const command of GENERATING)
      for (const option of optionsOf(command.name)) {
        if (option.type === 'flag' || option.name === 'description') continue;
        for (const value of ['', ' ', ...(option.type === 'list' ? [',', [''], ['', ' , ']] : [])])
          expect(() => optionValue(option, value), `${command.name} --${option.name}`).to.throw(
            `--${option.name} is empty; give it a value, or leave it out`,
          );
      }
  });
});

describe('answers', () => {
  it('are read from UTF-8 and from UTF-16 with a byte order mark', () => {
    for (const bytes of [ANSWERS, `\ufeff${ANSWERS}`, 'name: žluť\n'].map((text) => Buffer.from(text)))
      expect(decodeAnswers(bytes, 'a.yaml')).to.equal(String(bytes).replace(/^\ufeff/u, ''));
    for (const text of [ANSWERS, 'name: žluť\n'])
      for (const bytes of [Buffer.from(`\ufeff${text}`, 'utf16le'), be(`\ufeff${text}`)])
        expect(decodeAnswers(bytes, 'a.yaml')).to.equal(text);
  });

  it('are refused in any other encoding, which a decoder would change', () => {
    const broken = [
      Buffer.from([...Buffer.from('name: p'), 0xff]),
      Buffer.from('name: café', 'latin1'),
      Buffer.from(ANSWERS, 'utf16le'),
      be(ANSWERS),
      Buffer.from([0xff, 0xfe, 0x00]),
    ];
    for (const bytes of broken)
      expect(() => decodeAnswers(bytes, 'a.yaml')).to.throw('a.yaml is not UTF-8 text; save it as UTF-8');
  });
});

describe('onex with odd words', function () {
  this.timeout(60_000);
  before(async () => built());
  afterEach(removeFolders);

  it('prints its version in every spelling', async () => {
    const cwd = await folder();
    const { stdout } = await onex(['--version'], { cwd });
    for (const word of ['-v', '-V', 'version', '-version', '--Version'])
      expect(await onex([word], { cwd }), word).to.deep.equal({ code: 0, stdout, stderr: '' });
  });

  it('refuses help for a command that does not exist, and names the nearest one', async () => {
    const { code, stdout, stderr } = await onex(['help', 'efect'], { cwd: await folder() });
    expect([code, stdout]).to.deep.equal([1, '']);
    expect(stderr).to.contain('Did you mean effect?');
  });

  it('writes nothing for an option whose variable is not set', async () => {
    const cwd = await folder();
    await writeFile(join(cwd, 'utf16.yaml'), Buffer.from(`\ufeff${ANSWERS}`, 'utf16le'));
    for (const option of ['--operations', '--destination', '--restore']) {
      const args = ['effect', 'payment', '--domain', 'billing', '--yes', `${option}=`];
      const { code, stderr } = await onex(args, { cwd });
      expect([code, stderr.startsWith(`error: ${option} is empty`)], stderr).to.deep.equal([1, true]);
    }
    expect(await readdir(cwd)).to.deep.equal(['utf16.yaml']);
    expect((await onex(['effect', '--answers', 'utf16.yaml', '--yes', '--quiet'], { cwd })).code).to.equal(0);
    expect(existsSync(join(cwd, 'nodes/node_billing_payment_effect'))).to.equal(true);
  });
});
