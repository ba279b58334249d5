import { expect } from 'chai';
import {
  conflictLines,
  holdsConflict,
  leftoverLines,
  mergeFile,
} from '../../../lib/reconcile/merge/index.ts';
import { createProject, NODE_ROOT } from '../support/project.ts';

const BLOCK = '<<<<<<< HEAD\na\n=======\nb\n>>>>>>> feature\n';
const DIFF3 = '<<<<<<< HEAD\na\n||||||| 1234567\nx\n=======\nb\n>>>>>>> feature\n';
const fenced = (text: string, fence = '```'): string => `# Merging\n\n${fence}text\n${text}${fence}\n`;

describe('markers of conflicts', () => {
  it('are complete blocks as git writes them', () => {
    expect(conflictLines(`x\n${BLOCK}y\n${DIFF3}`, 'a.ts')).to.deep.equal([2, 8]);
    expect(holdsConflict(BLOCK.replaceAll('\n', '\r\n'), 'a.ts')).to.equal(true);
    // A base that is a heading, and a block whose second side is empty.
    expect(conflictLines('<<<<<<< a\nTitle\n=======\n=======\n>>>>>>> b\n', 'a.md')).to.deep.equal([1]);
  });

  it('are not parts of a block', () => {
    const lines = BLOCK.split('\n');
    for (const missing of [0, 2, 4]) {
      const part = lines.filter((_, index) => index !== missing).join('\n');
      expect(holdsConflict(part, 'a.ts'), String(missing)).to.equal(false);
    }
    expect(holdsConflict('>>>>>>> b\n=======\n<<<<<<< a\n', 'a.ts')).to.equal(false);
    expect(holdsConflict('<<<<<<<<< a\n=======\n>>>>>>>>> b\n', 'a.ts')).to.equal(false);
    expect(holdsConflict('<<<<<<<a\n=======\n>>>>>>> b\n', 'a.ts')).to.equal(false);
  });

  it('are text in a fenced block of a README, unless this tool wrote them there', () => {
    for (const fence of ['```', '~~~', '````']) {
      expect(holdsConflict(fenced(BLOCK, fence), 'README.md'), fence).to.equal(false);
      expect(leftoverLines(fenced(BLOCK, fence), 'docs/a.md', []), fence).to.deep.equal([]);
    }
    expect(holdsConflict(fenced(BLOCK), 'a.ts')).to.equal(true);
    expect(conflictLines(`${fenced('x\n')}\n${BLOCK}`, 'README.md')).to.deep.equal([7]);
    const own = BLOCK.replace('HEAD', 'ours').replace('feature', 'onex 0.2.0');
    expect(conflictLines(fenced(own), 'README.md')).to.deep.equal([4]);
  });

  it('of the text itself are kept where both sides are', async () => {
    const checks = { isSound: () => Promise.resolve(true), contradictionsOf: () => Promise.resolve([]) };
    const labels = { ours: 'ours', base: 'base', theirs: 'onex 0.2.0' };
    const bothOf = async (base: string, ours: string, theirs: string) =>
      (await mergeFile('README.md', { base, ours, theirs, labels }, checks)).withBoth;
    // A heading that looks like the marker between both sides.
    expect(await bothOf('a\n\nb\n', 'a\n\nMine\n=======\n', 'a\n\nNew\n')).to.equal(
      'a\n\nMine\n=======\nNew\n',
    );
    const example = fenced(BLOCK);
    const [mine, generated] = [example.replace('\na\n', '\nmine\n'), example.replace('\na\n', '\nnew\n')];
    expect(await bothOf(example, mine, generated)).to.equal(example.replace('\na\n', '\nmine\nnew\n'));
  });

  it('that were left over are found one by one, headings aside', () => {
    expect(leftoverLines('a\n=======\nb\n', 'a.ts', [])).to.deep.equal([2]);
    expect(leftoverLines('a\n>>>>>>> onex 0.2.0\n', 'a.ts', [])).to.deep.equal([2]);
    expect(leftoverLines('Title\n=======\n', 'README.md', [])).to.deep.equal([]);
    expect(leftoverLines('Title\n=======\n>>>>>>> x\n', 'README.md', [])).to.deep.equal([3]);
    expect(leftoverLines('a\n=======\nb\n', 'a.sh', ['=======\n'])).to.deep.equal([]);
  });

  const BASE = 'export const a = 1;\nexport const b = 2;\nexport const c = 3;\n';
  async function conflicted() {
    const project = createProject();
    await project.generate({ 'a.ts': BASE });
    project.write('a.ts', BASE.replace('b = 2', 'b = 20'));
    const next = { 'a.ts': BASE.replace('b = 2', 'b = 200') };
    await project.generate(next, { onConflict: 'markers', generatorVersion: '0.2.0' });
    return { project, next };
  }

  const unresolved: Record<string, [RegExp, string]> = {
    'the middle': [/^(<{7}|\|{7}|>{7}).*\n/gm, 'its conflict markers are still there'],
    'the end': [/^(<{7}|\|{7}|={7}).*\n/gm, 'its conflict markers are still there'],
    'a part of a line': [/^(?:<{7}|\|{7}|={7}|>{7})(?= )|^={7}\n/gm, 'it does not parse'],
  };
  for (const [left, [removed, reason]] of Object.entries(unresolved)) {
    it(`keep a program in conflict while ${left} of a block is left`, async () => {
      const { project, next } = await conflicted();
      const half = project.read('a.ts').replaceAll(removed, '');
      project.write('a.ts', half);
      const report = await project.generate(next, { onConflict: 'theirs', generatorVersion: '0.2.0' });
      expect(report.conflicts).to.have.length(1);
      expect(report.conflicts[0]).to.include({ path: `${NODE_ROOT}/a.ts` });
      expect(report.conflicts[0]!.reason).to.contain(reason);
      expect(project.read('a.ts')).to.equal(half);
    });
  }

  it('let a README that shows a conflict be upgraded', async () => {
    const project = createProject();
    await project.generate({ 'README.md': '# Node\n\nText.\n' });
    project.write('README.md', `# Node\n\nText.\n\n${fenced(BLOCK)}`);
    const report = await project.generate(
      { 'README.md': '# A node\n\nText.\n' },
      { generatorVersion: '0.2.0' },
    );
    expect(report.conflicts).to.deep.equal([]);
    expect(project.read('README.md')).to.equal(`# A node\n\nText.\n\n${fenced(BLOCK)}`);
  });
});
