import { rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { treeOf } from '../../reconcile/support/tree.ts';
import { ROOT } from '../../support/built.ts';
import { run } from '../../support/process.ts';
import { codeOf, editCode, histories, reformatCode, type Move } from './moves.ts';
import { onexHere } from '../support/in-process.ts';
import { copyOf, emptyFolder, generate, linkPackages, read } from '../rename/support.ts';

const LONG = process.env['ONEX_LONG_TESTS'] !== undefined;
const [RUNS, LENGTH] = LONG ? [6, 8] : [2, 6];

interface Json {
  readonly status: string;
  readonly units: readonly {
    readonly files: readonly { readonly path: string; readonly states: string[] }[];
  }[];
}

/** A project in which commands, edits, and a formatter follow each other, and what its owner wrote there. */
class History {
  readonly root: string;
  readonly said: string[] = [];
  readonly lines: string[] = [];

  constructor(root: string) {
    this.root = root;
  }

  /** A command that is refused changes nothing. */
  async #command(words: readonly string[]): Promise<void> {
    const before = treeOf(this.root);
    const options = words[0] === 'upgrade' ? [] : ['--yes'];
    const { code, err, out } = await onexHere(this.root, [...words, ...options, '--no-typecheck']);
    this.said.push(`onex ${words.join(' ')} → ${code} ${code === 0 ? '' : err.split('\n')[0]}`);
    if (code === 0) return;
    expect(err, this.told(out)).to.not.match(/defect of generator-onex/);
    expect(treeOf(this.root), this.told(out)).to.deep.equal(before);
  }

  async do(move: Move): Promise<void> {
    if (move.does === 'command') return this.#command(move.words(this.root));
    if (move.does === 'reformat') {
      this.said.push(`reformat ${JSON.stringify(move.options)}`);
      return reformatCode(this.root, move.options);
    }
    this.said.push(`edit ${move.file}: ${move.line}`);
    this.lines.push(move.line);
    editCode(this.root, move.file, move.line);
    return undefined;
  }

  told(more = ''): string {
    return `${this.said.join('\n')}\n${more}`;
  }
}

async function check(history: History): Promise<void> {
  const { root, lines } = history;
  const texts = new Map(codeOf(root).map((path) => [path, read(root, path)]));
  const all = [...texts.values()].join('');
  for (const line of lines) expect(all.includes(line), history.told(`lost: ${line}`)).to.equal(true);
  const { out } = await onexHere(root, ['status', '--json']);
  const { units } = JSON.parse(out) as Json;
  const files = units.flatMap((unit) => unit.files);
  // A migration that a rename with --alias wrote counts as its owner's.
  const isOwners = (path: string): boolean => /of the owner\.|const RENAMED/.test(texts.get(path) ?? '');
  const wrong = files.filter(({ path, states }) => states.join() !== 'edited' || !isOwners(path));
  expect(wrong, history.told(out)).to.deep.equal([]);
  if (!LONG) return;
  const tsc = join(ROOT, 'node_modules/.bin/tsc');
  const { stdout } = await run(tsc, ['--noEmit', '--customConditions', 'onex-source'], { cwd: root });
  expect(stdout, history.told()).to.equal('');
}

describe('Any history of a project', function () {
  this.timeout(0);
  let start = '';

  before(async () => {
    start = emptyFolder();
    const options = { install: false };
    await generate(start, 'effect', ['payment'], {
      ...options,
      domain: 'billing',
      operations: 'create,read',
    });
    await generate(start, 'reducer', ['order'], options);
    await generate(start, 'orchestrator', ['checkout'], { ...options, steps: 'payment:read' });
    if (LONG) linkPackages(start);
  });
  after(() => rmSync(start, { recursive: true }));

  it(`loses no line of its owner, and is up to date after each step (${RUNS} histories of ${LENGTH} steps)`, async () => {
    await fc.assert(
      fc.asyncProperty(histories(LENGTH), fc.boolean(), async (moves, hasFormatter) => {
        const history = new History(copyOf(start));
        const { root } = history;
        if (hasFormatter && LONG)
          symlinkSync(join(ROOT, 'node_modules/prettier'), join(root, 'node_modules/prettier'));
        for (const move of moves) {
          await history.do(move);
          await check(history);
        }
        await onexHere(root, ['upgrade', '--no-typecheck']);
        const before = treeOf(root);
        const { out } = await onexHere(root, ['upgrade', '--json', '--no-typecheck']);
        expect((JSON.parse(out) as Json).status, history.told(out)).to.equal('unchanged');
        expect(treeOf(root), history.told()).to.deep.equal(before);
        rmSync(dirname(root), { recursive: true });
      }),
      { numRuns: RUNS },
    );
  });
});
