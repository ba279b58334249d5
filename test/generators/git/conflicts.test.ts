/** Every command ends alike in the middle of a conflict: exit code 2, the place, and the commands of git. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../../support/built.ts';
import { treeOf } from '../../reconcile/support/tree.ts';
import { onex, PAYMENT } from '../support/program.ts';
import { CONTRACT, copyOf, inConflict, startRepository } from './repository.ts';

const COMMANDS: readonly (readonly string[])[] = [
  ['upgrade'],
  ['status'],
  ['effect', 'refund', '--description', 'Other.', '--yes'],
  ['compute', 'price', '--yes'],
  ['add', 'refund', 'operation', 'charge', '--yes'],
  ['remove', 'refund:create', '--yes'],
  ['rename', 'refund', 'back', '--yes'],
  ['graph', 'check'],
  ['export', 'asyncapi'],
  ['contract', 'show', 'payment'],
  ['contract', 'diff', '--since', 'HEAD'],
];

/** A conflict in one line of a file, as git leaves most of them. */
const inTheMiddle = (text: string): string => text.replace(/^.*"domain".*\n/m, inConflict);

describe('commands in the middle of a conflict', function () {
  this.timeout(120_000);
  let start = '';

  before(async () => {
    await built();
    start = await startRepository();
  });

  for (const [file, commands] of [
    ['package.json', COMMANDS],
    ['.yo-rc.json', COMMANDS],
    [CONTRACT, COMMANDS],
    ['config/node_billing_payment_effect.yaml', [['upgrade'], ['status'], ['graph', 'check']]],
    [
      `${PAYMENT}/.onex/manifest.json`,
      [['upgrade'], ['status'], ['add', 'payment', 'operation', 'x', '--yes']],
    ],
    [`${PAYMENT}/.onex/base.txt`, [['upgrade'], ['status']]],
  ] as const) {
    it(`name ${file}, its line, and the commands of git, and write nothing`, async () => {
      const { root, change, onex: onexIn, must } = copyOf(start);
      mkdirSync(join(root, 'config'), { recursive: true });
      if (file.startsWith('config/')) writeFileSync(join(root, file), 'a: 1\n');
      change(file, inConflict);
      writeFileSync(join(root, '.git/MERGE_HEAD'), `${must('rev-parse', 'HEAD')}\n`);
      const before = treeOf(root);
      for (const args of commands) {
        const { code, out, err } = await onexIn(...args);
        const shown = args.join(' ');
        expect(code, `${shown}: ${out}${err}`).to.equal(2);
        expect(out + err, shown).to.contain(file);
        expect(out + err, shown).to.match(/git (?:-C \S+ )?add \S+/);
        expect(out + err, shown).to.match(/git (?:-C \S+ )?merge --continue/);
        expect(out + err, shown).to.match(/git (?:-C \S+ )?merge --abort/);
        expect(err, shown).not.to.match(/\n\s+at /);
      }
      expect(treeOf(root)).to.deep.equal(before);
    });
  }

  it('name .yo-rc.json in a process of its own, where Yeoman reads it first', () => {
    const { root, change } = copyOf(start);
    change('.yo-rc.json', inTheMiddle);
    const { code, err } = onex(root, ['upgrade']);
    expect(err).to.match(/\.yo-rc\.json:\d+:1: contains conflict markers/);
    expect(code).to.equal(2);
  });

  it('name a file that is given by its path', async () => {
    const { root, change } = copyOf(start);
    change(CONTRACT, inConflict);
    for (const args of [
      ['contract', 'check', join(root, CONTRACT)],
      ['contract', 'fix', join(root, CONTRACT)],
      ['effect', 'other', '--contract', join(root, CONTRACT), '--yes'],
    ]) {
      const { code, err } = onex(root, args);
      expect([code, /contract\.yaml:1:1: contains conflict markers/.test(err)], args.join(' ')).to.deep.equal(
        [2, true],
      );
    }
  });

  it('do not take an example in a README for a conflict', async () => {
    const { change, onex: onexIn } = copyOf(start);
    change('README.md', (text) => `${text}\n\`\`\`\n${inConflict('a\n')}\`\`\`\n`);
    expect((await onexIn('upgrade', '--no-typecheck')).code).to.equal(0);
  });
});
