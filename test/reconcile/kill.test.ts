import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { edit, firstVersion } from './support/big-change.ts';
import { createProject } from './support/project.ts';
import { treeOf } from './support/tree.ts';

const SCRIPT = join(import.meta.dirname, 'support', 'killed-run.ts');
const NODE = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning', SCRIPT];

function run(root: string, at = 0, version = 'next') {
  const { stdout, signal, status } = spawnSync(process.execPath, [...NODE, root, String(at), version], {
    encoding: 'utf8',
  });
  return { signal, status, said: stdout === '' ? null : (JSON.parse(stdout) as Record<string, unknown>) };
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

  it('is completed or taken back by the next run after SIGKILL, which says so', async () => {
    const start = await editedProject();
    const finished = copyOf(start);
    run(finished);
    for (const [at, said] of [
      [40, 'taken back'],
      [130, 'completed'],
      [150, 'completed'],
    ] as const) {
      const root = copyOf(start);
      expect(run(root, at).signal, `call ${at}`).to.equal('SIGKILL');
      const next = run(root);
      expect(JSON.stringify(next.said)).to.contain(said);
      expect(treeOf(root)).to.deep.equal(treeOf(finished));
    }
  });

  it('lets one of two runs at once do it all, and the other say who is at work', async () => {
    const root = await editedProject();
    const runs = [1, 2, 3].map(async () => {
      const child = spawn(process.execPath, [...NODE, root, '0', 'next'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let text = '';
      for await (const chunk of child.stdout) text += String(chunk);
      return JSON.parse(text) as { status: string; error?: string };
    });
    const ended = await Promise.all(runs);
    const refusals = ended.flatMap(({ error }) => error ?? []);
    expect(ended.some(({ status }) => status === 'done')).to.equal(true);
    for (const refusal of refusals)
      expect(refusal).to.match(/at work here: process \d+ on|changed while|interrupted/);
    const finished = await editedProject();
    run(finished);
    expect(treeOf(root)).to.deep.equal(treeOf(finished));
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
      const result = spawnSync('unshare', [...shell, process.execPath, ...NODE, inside], {
        encoding: 'utf8',
      });
      if (result.error || /unshare|mount/.test(result.stderr)) return this.skip();
      expect(result.stdout, `${free} pages`).to.contain('the disk is full');
      expect(treeOf(join(folder, 'result')), `${free} pages`).to.deep.equal(treeOf(start));
    }
    return undefined;
  });
});
