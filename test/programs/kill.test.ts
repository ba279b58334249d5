import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { NODE_OPTIONS, startStepped } from '../faults/index.ts';
import { edit, firstVersion } from '../reconcile/support/big-change.ts';
import { createProject } from '../reconcile/support/project.ts';
import { treeOf } from '../reconcile/support/tree.ts';

const SCRIPT = join(import.meta.dirname, '../reconcile/support', 'killed-run.ts');
/** The long run kills at many steps, the short one at some. */
const STEP = process.env['ONEX_LONG_TESTS'] ? 9 : 60;

interface Said {
  readonly status: string;
  readonly error?: string;
  readonly warnings?: readonly string[];
}

async function run(root: string, kill = 0, ...args: readonly string[]) {
  const { signal, code, lines } = await startStepped(SCRIPT, [root, 'next', ...args], { kill }).ended;
  return { signal, code, said: lines.length === 0 ? null : (JSON.parse(lines.join('')) as Said) };
}

async function editedProject(): Promise<string> {
  const project = createProject();
  await project.generate(firstVersion());
  edit(project);
  return project.root;
}

function copyOf(root: string): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'onex-kill-')), 'project');
  cpSync(root, copy, { recursive: true });
  return copy;
}

describe('commit: real processes', function () {
  this.timeout(150_000);

  async function finishedCopy(start: string): Promise<Record<string, string>> {
    const finished = copyOf(start);
    await run(finished);
    return treeOf(finished);
  }

  it('is completed or taken back by the next run after SIGKILL, which says so', async () => {
    const start = await editedProject();
    const wanted = await finishedCopy(start);
    const said = new Set<string>();
    for (let at = 20; ; at += STEP) {
      const root = copyOf(start);
      if ((await run(root, at)).signal !== 'SIGKILL') break;
      const next = JSON.stringify((await run(root)).said);
      said.add(/undone|completed/.exec(next)?.[0] ?? `call ${at}: ${next}`);
      expect(treeOf(root), `call ${at}`).to.deep.equal(wanted);
    }
    expect([...said].toSorted()).to.deep.equal(['completed', 'undone']);
  });

  it('is brought to its end after SIGKILL in the recovery, and in the recovery from that', async () => {
    const start = await editedProject();
    const wanted = await finishedCopy(start);
    for (const first of [60, 150]) {
      const root = copyOf(start);
      expect((await run(root, first)).signal).to.equal('SIGKILL');
      expect((await run(root, 12)).signal, 'in the recovery').to.equal('SIGKILL');
      expect((await run(root, 12)).signal, 'in the second recovery').to.equal('SIGKILL');
      await run(root);
      expect(treeOf(root), `killed at ${first}`).to.deep.equal(wanted);
    }
  });

  it('is taken back by the next run after SIGKILL while it is taken back', async () => {
    const start = await editedProject();
    const wanted = await finishedCopy(start);
    for (const at of [140, 170]) {
      const root = copyOf(start);
      expect((await run(root, at, 'fails')).signal, `call ${at}`).to.equal('SIGKILL');
      expect((await run(root)).said?.warnings?.join(), `call ${at}`).to.contain('undone');
      expect(treeOf(root), `call ${at}`).to.deep.equal(wanted);
    }
  });

  it('refuses to run beside another that is at work, which it names', async () => {
    const root = await editedProject();
    const first = startStepped(SCRIPT, [root], { hold: 60 });
    await first.held;
    expect((await run(root)).said?.error).to.contain(`is in progress: process ${first.pid} on`);
    first.release();
    expect((await first.ended).code).to.equal(0);
  });

  it('writes nothing that it planned before another run changed the same files', async () => {
    const root = await editedProject();
    const wanted = await finishedCopy(root);
    const late = startStepped(SCRIPT, [root], { hold: 1 });
    await late.held;
    await run(root);
    late.release();
    const { lines } = await late.ended;
    expect(lines.join('')).to.contain('changed during this run; nothing was written');
    expect(treeOf(root)).to.deep.equal(wanted);
  });

  it('lets one of several runs at once do it all, and the others say who is at work', async () => {
    const root = await editedProject();
    const ended = await Promise.all([1, 2, 3].map(() => run(root)));
    expect(ended.some(({ said }) => said?.status === 'done')).to.equal(true);
    for (const { said } of ended)
      expect(said?.error ?? 'is in progress: process 1 on').to.match(
        /is in progress: process \d+ on|changed during|interrupted/,
      );
    expect(treeOf(root)).to.deep.equal(await finishedCopy(await editedProject()));
  });

  it('leaves the old tree on a disk that is really full', async function () {
    const start = await editedProject();
    const pages = Object.keys(treeOf(start)).length;
    for (const free of [3, 12, 25]) {
      const folder = mkdtempSync(join(tmpdir(), 'onex-full-'));
      const inside = join(folder, 'project');
      mkdirSync(inside);
      // Room for the project and little more, in a name space of its own; not every machine allows one.
      const command =
        `mount -t tmpfs -o size=${(pages + free) * 4}k tmpfs ${inside} && cp -r ${start}/. ${inside}/ && "$@"; ` +
        `code=$?; cp -r ${inside}/. ${folder}/result; exit $code`;
      const shell = ['--user', '--map-root-user', '--mount', 'sh', '-c', command, 'sh'];
      const result = spawnSync('unshare', [...shell, process.execPath, ...NODE_OPTIONS, SCRIPT, inside], {
        encoding: 'utf8',
      });
      if (result.error || /unshare|mount/.test(result.stderr)) return this.skip();
      expect(result.stdout, `${free} pages`).to.contain('the disk is full');
      expect(treeOf(join(folder, 'result')), `${free} pages`).to.deep.equal(treeOf(start));
    }
    return undefined;
  });
});
