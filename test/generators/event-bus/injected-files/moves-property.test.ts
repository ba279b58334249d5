import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { findDifferences, type Differences } from '../../../../generators/event-bus/moves/index.ts';
import { formatRecord, readRecords, recordPathOf } from '../../../../generators/event-bus/records/index.ts';
import { folder, removeFolders } from '../../../support/folders.ts';
import { classCalled, injectedText, read, write } from './support.ts';

const NAMES = ['Order', 'Stock', 'Ledger', 'Cart', 'Mail'];
const RUNS = 40;

/** The same numbers for the same seed, from 0 up to 1. */
function random(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

/** The same differences whatever the order in which they were found. */
function inOrder({ moved, gone, undone, unrecorded }: Differences) {
  const pairs = [...moved].map((pair) => pair.join(' from '));
  return [pairs, gone, undone, unrecorded].map((list) => list.toSorted());
}

const pathOf = (name: string): string => `src/${name.toLowerCase()}.ts`;
const INJECTED = new Map(NAMES.map((name) => [name, injectedText(pathOf(name), name)]));

describe('any mix of moves, edits, deletions, undone injections, and lost records', () => {
  afterEach(removeFolders);

  /** Does something to each file; gives back what is to be found. */
  async function scramble(root: string, next: () => number) {
    const expected = { moved: new Map<string, string>(), gone: [] as string[], undone: [] as string[] };
    const unrecorded: string[] = [];
    const moves: [from: string, to: string][] = [];
    for (const name of NAMES) {
      const path = pathOf(name);
      const action = Math.floor(next() * 7);
      if (action === 0) {
        rmSync(join(root, path));
        expected.gone.push(path);
      } else if (action === 1) {
        writeFileSync(join(root, path), classCalled(name));
        expected.undone.push(path);
      } else if (action === 2) {
        rmSync(join(root, recordPathOf(path)));
        unrecorded.push(path);
      } else if (action >= 3 && action <= 5) moves.push([path, path]);
    }
    // Files that are moved exchange their places, or get new ones.
    const targets = moves.map(([from]) => (next() < 0.5 ? from : `lib/${from}`)).toSorted(() => next() - 0.5);
    for (const [from] of moves) renameSync(join(root, from), join(root, `${from}.tmp`));
    for (const [index, [from]] of moves.entries()) {
      const to = targets[index]!;
      mkdirSync(dirname(join(root, to)), { recursive: true });
      renameSync(join(root, `${from}.tmp`), join(root, to));
      if (from !== to) expected.moved.set(to, from);
    }
    // Whatever is there is edited and formatted anew; what is not may be a new file.
    for (const file of [...NAMES.map(pathOf), ...targets]) {
      if (existsSync(join(root, file)) && next() < 0.5) {
        const text = read(root, file)
          .replaceAll("'", '"')
          .replaceAll(/^ {2}/gm, '\t')
          .replace('items', 'things');
        writeFileSync(join(root, file), `// Edited.\n${text}`);
      }
      const isLeft = !existsSync(join(root, file)) && [...expected.moved.values()].includes(file);
      if (isLeft && next() < 0.5) write(root, { [file]: classCalled('Fresh') });
    }
    return { ...expected, unrecorded };
  }

  it('is found as it was', async () => {
    for (let seed = 0; seed < RUNS; seed += 1) {
      const root = await folder();
      for (const [name, { text, record }] of INJECTED)
        write(root, { [pathOf(name)]: text, [recordPathOf(pathOf(name))]: formatRecord(record) });
      const expected = await scramble(root, random(seed));
      const found = findDifferences(root, readRecords(root), { named: [], whole: true });
      expect(inOrder(found), `seed ${seed}`).to.deep.equal(inOrder(expected));
    }
  });
});
