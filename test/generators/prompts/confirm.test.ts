import { expect } from 'chai';
import { askConflict, confirmPlan, rememberingAnswers } from '../../../generators/node/commit/confirm.ts';
import type { Ask } from '../../../generators/node/prompts/ask.ts';
import { commit, planDiff, type Question } from '../../../lib/reconcile/index.ts';
import { createProject } from '../../reconcile/support/project.ts';

const WITH_MARKERS = '<<<<<<< ours\n// mine\n||||||| base\n=======\n// new\n>>>>>>> onex 9.0.0\n';
const QUESTION: Question = {
  path: 'nodes/a/handler.ts',
  base: '',
  ours: '// mine\n',
  theirs: '// new\n',
  withOurs: '// mine\n',
  withTheirs: '// new\n',
  withMarkers: WITH_MARKERS,
  withBoth: '// mine\n// new\n',
  clashes: [{ line: 1, what: null }],
};

/** Answers in turn, and notes what was asked. */
function answering(...answers: string[]): { ask: Ask; asked: Record<string, unknown>[] } {
  const asked: Record<string, unknown>[] = [];
  const ask = async (questions: readonly Record<string, unknown>[]) => {
    asked.push(questions[0]!);
    return { answer: answers.shift() };
  };
  return { ask: ask as Ask, asked };
}

/** A shell's command that edits a file by a program in JavaScript: `t` is its text. */
const editor = (code: string) =>
  `"${process.execPath}" -e "const f=process.argv[1],fs=require('fs');let t=fs.readFileSync(f,'utf8');${code};fs.writeFileSync(f,t)"`;

describe('asking about a clash', () => {
  const { VISUAL, EDITOR } = process.env;

  afterEach(() => {
    for (const [name, value] of Object.entries({ VISUAL, EDITOR })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it('opens $VISUAL on both sides between markers and takes what is saved', async () => {
    process.env['VISUAL'] = editor("t=t.includes('<<<<<<< ours')?'// both\\r\\n':'// no markers'");
    const { ask } = answering('edit');
    expect(await askConflict(QUESTION, ask)).to.deep.equal({ text: '// both\n' });
  });

  it('asks again, saying why, while markers are left, the text does not parse or the editor fails', async () => {
    const { ask, asked } = answering('edit', 'edit', 'edit', 'theirs');
    const edits = ['void 0', "t='const ='", 'process.exit(3)'];
    const turning: Ask = (questions) => {
      process.env['VISUAL'] = editor(edits.shift() ?? 'void 0');
      return ask(questions);
    };
    expect(await askConflict(QUESTION, turning)).to.equal('theirs');
    const messages = asked.map(({ message }) => String(message));
    expect(messages[1]).to.contain('conflict markers are left in it');
    expect(messages[2]).to.contain('it does not parse');
    expect(messages[3]).to.contain('ended with 3');
  });

  it('offers neither lines nor an editor for a file that is taken or left as a whole', async () => {
    const { ask, asked } = answering('ours');
    await askConflict({ ...QUESTION, clashes: [] }, ask);
    const values = (asked[0]!['choices'] as { value: string }[]).map(({ value }) => value);
    expect(values).to.deep.equal(['ours', 'theirs', 'skip']);
  });

  const valuesOf = (question: Record<string, unknown>): string[] =>
    (question['choices'] as { value: string }[]).map(({ value }) => value);

  it('keeps both sides, the owner’s lines first', async () => {
    const { ask } = answering('both');
    expect(await askConflict(QUESTION, ask)).to.deep.equal({ text: '// mine\n// new\n' });
  });

  it('does not offer both where they are no file together', async () => {
    const { ask, asked } = answering('ours', 'ours', 'ours');
    await askConflict({ ...QUESTION, withBoth: 'const a = 1;\nconst a = 2;\n' }, ask);
    for (const path of ['package.json', 'settings.jsonc'])
      await askConflict({ ...QUESTION, path, withBoth: '{ "a": 1, "a": 2 }\n' }, ask);
    for (const question of asked) expect(valuesOf(question)).to.include('ours').and.not.include('both');
  });

  it('asks once for each file, and no more after an answer for all the rest', async () => {
    const { ask, asked } = answering('ours', 'theirs-for-the-rest');
    const answer = rememberingAnswers(ask);
    const about = (path: string) => answer({ ...QUESTION, path });
    const answers = [];
    for (const path of ['a.ts', 'a.ts', 'b.ts', 'c.ts', 'a.ts']) answers.push(await about(path));
    expect(answers).to.deep.equal(['ours', 'ours', 'theirs', 'theirs', 'ours']);
    expect(asked).to.have.length(2);
    expect(valuesOf(asked[0]!)).to.include('ours-for-the-rest');
  });
});

describe('asking whether to write', () => {
  it('is left out where nothing is written whatever the answer, and the report says why', async () => {
    const project = createProject();
    await project.generate({ 'a.txt': 'one\n', 'b.txt': 'b\n' });
    project.write('a.txt', 'mine\n');
    const plan = await project.plan({ 'a.txt': 'two\n', 'b.txt': 'c\n' });
    const { ask, asked } = answering();
    await confirmPlan(plan, false, ask);
    expect(asked).to.deep.equal([]);
    const diff = await planDiff(plan);
    expect(diff).to.contain('+<<<<<<< ours').and.contain('+two').and.contain(' mine');
    const { json } = await commit(plan);
    const conflict = json.files.find(({ action }) => action === 'conflict');
    expect(conflict).to.include({ path: 'nodes/node_billing_payment_effect/a.txt', mode: '644' });
    expect(conflict!.lines).to.deep.equal([1]);
  });
});
