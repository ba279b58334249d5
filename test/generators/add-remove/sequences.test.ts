import { existsSync, mkdirSync, mkdtempSync, cpSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { ROOT } from '../../support/built.ts';
import { run } from '../../support/process.ts';
import { treeOf } from '../../reconcile/support/tree.ts';
import { onexHere } from '../support/in-process.ts';

type Words = readonly string[];

/** What is added, and what removes it again. */
interface Pair {
  readonly add: Words;
  readonly remove: Words;
}

/** What `onex status --json` prints. */
interface Status {
  readonly status: string;
  readonly units: readonly { readonly files: readonly unknown[] }[];
  readonly findings: readonly { readonly rule: string }[];
}

const NAMES = ['alpha', 'beta_two', 'gamma'] as const;
const name = fc.constantFrom(...NAMES);

const operation = fc
  .record({
    node: fc.constantFrom('payment', 'price'),
    name,
    fields: fc.constantFrom('id: str', 'a: list[int], b: Decimal | None'),
  })
  .map((one): Pair => ({
    add: ['add', one.node, 'operation', one.name, '--input', one.fields],
    remove: ['remove', `${one.node}:${one.name}`],
  }));
const field = fc
  .record({
    of: fc.constantFrom(['payment', 'create'], ['price', 'compute'], ['order', 'start'], ['checkout', 'run']),
    name,
    side: fc.constantFrom('input', 'output'),
    type: fc.constantFrom('str | None', 'dict[str, int] | None'),
  })
  .map(({ of: [node, of], name: own, side, type }): Pair => ({
    add: ['add', node!, 'field', of!, `${own}: ${type}`, '--side', side],
    remove: ['remove', node!, 'field', of!, own, '--side', side],
  }));
const step = fc
  .record({ name, drives: fc.constantFrom('payment:read', 'price:compute'), before: fc.boolean() })
  .map((one): Pair => ({
    add: [
      'add',
      'checkout',
      'step',
      one.drives,
      '--id',
      one.name,
      ...(one.before ? ['--before', 'create_payment'] : []),
    ],
    remove: ['remove', 'checkout', 'step', one.name],
  }));
const state = name.map((own): Pair => ({
  add: ['add', 'order', 'state', own, '--from', 'active', '--on', `to_${own}`],
  remove: ['remove', 'order', 'state', own],
}));
const topic = fc
  .record({ node: fc.constantFrom('payment', 'order'), direction: fc.constantFrom('subscribe', 'publish') })
  .map((one): Pair => ({
    add: ['add', one.node, 'topic', 'onex.evt.shop.closed.v1', '--direction', one.direction],
    // Another node of the sequence may read what this one publishes, so that the removal needs --force.
    remove: ['remove', one.node, 'topic', 'onex.evt.shop.closed.v1', '--direction', one.direction, '--force'],
  }));

describe('Any sequence of onex add and onex remove', function () {
  this.timeout(300_000);
  let start = '';

  before(async () => {
    start = join(mkdtempSync(join(tmpdir(), 'onex-sequences-')), 'shop');
    mkdirSync(start);
    for (const words of [
      ['effect', 'payment', '--domain', 'billing', '--yes'],
      ['compute', 'price', '--event-bus', '--yes'],
      ['reducer', 'order', '--yes'],
      ['orchestrator', 'checkout', '--steps', 'payment:create', '--yes'],
    ]) {
      const { code, err } = await onexHere(start, words);
      expect(code, err).to.equal(0);
    }
  });

  function project(): string {
    const copy = join(mkdtempSync(join(tmpdir(), 'onex-sequences-')), 'shop');
    cpSync(start, copy, { recursive: true });
    return copy;
  }

  /** Adds all that is not there already; gives back what was added, and the project before each of them. */
  async function addAll(
    root: string,
    pairs: readonly Pair[],
  ): Promise<{ pair: Pair; before: Record<string, string> }[]> {
    const added: { pair: Pair; before: Record<string, string> }[] = [];
    for (const pair of pairs) {
      const before = treeOf(root);
      const { code, err } = await onexHere(root, [...pair.add]);
      if (code === 0) added.push({ pair, before });
      else {
        expect(err, pair.add.join(' ')).to.match(/already/);
        expect(treeOf(root)).to.deep.equal(before);
      }
    }
    return added;
  }

  const sequences = (maxLength: number): fc.Arbitrary<Pair[]> =>
    fc.array(fc.oneof(operation, field, step, state, topic), { minLength: 1, maxLength });

  it('gives the same files and records back when all that was added is removed, the last one first', async () => {
    await fc.assert(
      fc.asyncProperty(sequences(3), async (pairs) => {
        const root = project();
        const added = await addAll(root, pairs);
        for (const { pair, before } of added.toReversed()) {
          const { code, err } = await onexHere(root, [...pair.remove]);
          expect(code, `${pair.remove.join(' ')}: ${err}`).to.equal(0);
          expect(treeOf(root)).to.deep.equal(before);
        }
        rmSync(root, { recursive: true });
      }),
      { numRuns: 6 },
    );
  });

  it('leaves projects that compile, and that status and upgrade find nothing wrong with', async () => {
    const root = project();
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    const tsc = join(ROOT, 'node_modules/.bin/tsc');
    // One of each kind, and what a seed adds to that.
    const [chosen = []] = fc.sample(sequences(4), 1);
    const each = [operation, field, step, state, topic].flatMap((kind) => fc.sample(kind, 1));
    const added = await addAll(root, [...each, ...chosen]);
    const commands = added.map(({ pair }) => pair.add.join(' ')).join('\n');
    for (const half of [added.length, Math.ceil(added.length / 2)]) {
      for (const { pair } of added.splice(half).toReversed()) {
        const { code, err } = await onexHere(root, [...pair.remove]);
        expect(code, `${commands}\n${pair.remove.join(' ')}: ${err}`).to.equal(0);
      }
      const { stdout } = await run(tsc, ['--noEmit', '--customConditions', 'onex-source'], { cwd: root });
      expect(stdout, commands).to.equal('');
      const { out } = await onexHere(root, ['status', '--json', '--check']);
      const { status, units, findings } = JSON.parse(out) as Status;
      expect(
        units.flatMap(({ files }) => files),
        commands + out,
      ).to.deep.equal([]);
      // A topic that a node reads and no node publishes is a broken link, and the only one that a sequence can make.
      const has = (direction: string): boolean =>
        added.some(({ pair: { add } }) => add[2] === 'topic' && add.at(-1) === direction);
      const silent = has('subscribe') && !has('publish');
      expect(status, commands + out).to.equal(silent ? 'changed' : 'clean');
      expect(
        findings.some(({ rule }) => rule === 'unpublished'),
        commands + out,
      ).to.equal(silent);
      const { out: upgraded } = await onexHere(root, ['upgrade', '--json']);
      expect((JSON.parse(upgraded) as { status: string }).status, commands).to.equal('unchanged');
    }
    expect(existsSync(join(root, 'nodes'))).to.equal(true);
  });
});
