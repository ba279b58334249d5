import { expect } from 'chai';
import { mergeVersions } from '../../../../lib/reconcile/merge/driver/merge.ts';

const LABELS = { base: 'parent', ours: 'HEAD', theirs: 'topic' };
const PATH = 'nodes/payment/v1_0_0/contract.yaml';

const BASE = `name: payment # the node
description: Takes payments.

operations:
  # First of all.
  - operation: create
    timeout_seconds: 30
    input_fields: [a, b]
`;

async function merged(
  base: string,
  ours: string,
  theirs: string,
  { path = PATH, size = 7, showsBase = false } = {},
): Promise<{ text: string; isConflict: boolean } | null> {
  const bytes = (text: string): Uint8Array => Buffer.from(text);
  const versions = { base: bytes(base), ours: bytes(ours), theirs: bytes(theirs) };
  const result = await mergeVersions(path, versions, LABELS, () => ({ size, showsBase }));
  return result && { text: Buffer.from(result.contents).toString('utf8'), isConflict: result.isConflict };
}

const operation = (name: string): string =>
  `  - operation: ${name}\n    timeout_seconds: 30\n    input_fields: [a, b]\n`;

describe('git’s merge driver: contracts', () => {
  it('takes items that both sides added at one place, ours first, whole', async () => {
    expect(
      await merged(BASE, BASE + operation('charge'), `${BASE}  # Undoes.\n${operation('void')}`),
    ).to.deep.equal({
      text: `${BASE}${operation('charge')}  # Undoes.\n${operation('void')}`,
      isConflict: false,
    });
  });

  it('takes a removed and a changed key, and fields that both added to one item', async () => {
    const ours = BASE.replace('description: Takes payments.\n', '').replace('[a, b]', '[a, b, c]');
    const theirs = BASE.replace('30', '60').replace('[a, b]', '[a, b, d]');
    expect(await merged(BASE, ours, theirs)).to.deep.equal({
      text: ours.replace('30', '60').replace('[a, b, c]', '[a, b, c, d]'),
      isConflict: false,
    });
  });

  it('marks nothing but the key that both changed, in git’s form, and merges the others', async () => {
    const ours = BASE.replace('30', '40') + operation('charge');
    const theirs = BASE.replace('30', '60') + operation('void');
    const marked = (base: string): string =>
      BASE.replace(
        '    timeout_seconds: 30\n',
        `<<<<<<< HEAD\n    timeout_seconds: 40\n${base}=======\n    timeout_seconds: 60\n>>>>>>> topic\n`,
      ) +
      operation('charge') +
      operation('void');
    expect(await merged(BASE, ours, theirs)).to.deep.equal({ text: marked(''), isConflict: true });
    expect(await merged(BASE, ours, theirs, { showsBase: true })).to.deep.equal({
      text: marked('||||||| parent\n    timeout_seconds: 30\n'),
      isConflict: true,
    });
    expect((await merged(BASE, ours, theirs, { size: 9 }))!.text).to.match(/^<{9} HEAD\n[^<]*^>{9} topic$/m);
  });

  it('marks an item that one side removed and the other one changed', async () => {
    const theirs = BASE.replace('30', '60');
    const ours = BASE.replace(/ {2}# First[^]*/, operation('other'));
    const { text, isConflict } = (await merged(BASE, ours, theirs))!;
    expect(isConflict).to.equal(true);
    expect(text)
      .to.match(/^<{7} HEAD$/m)
      .and.contain('timeout_seconds: 60')
      .and.contain('operation: other');
  });

  it('marks one added item that both sides describe in two ways', async () => {
    const theirs = operation('charge').replace('30', '60');
    const { text, isConflict } = (await merged(BASE, BASE + operation('charge'), BASE + theirs))!;
    expect(isConflict).to.equal(true);
    expect(text.match(/operation: charge/g)).to.have.length(1);
  });

  it('keeps CRLF, a byte order mark, and a missing last line end of our side, and takes a change of them', async () => {
    const crlf = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n').slice(0, -2)}`;
    const result = BASE + operation('charge') + operation('void');
    const [ours, theirs] = [BASE + operation('charge'), BASE + operation('void')];
    expect((await merged(crlf(BASE), crlf(ours), crlf(theirs)))!.text).to.equal(crlf(result));
    expect((await merged(BASE, crlf(ours), theirs))!.text).to.equal(crlf(result));
    expect((await merged(BASE, ours, crlf(theirs)))!.text).to.equal(crlf(result));
  });

  for (const [what, base, ours, theirs, path] of [
    [
      'a base that is itself in conflict',
      `<<<<<<< a\n${BASE}=======\n>>>>>>> b\n`,
      BASE,
      `${BASE}x: 1\n`,
      PATH,
    ],
    ['a side that does not parse', BASE, `${BASE}: [\n`, `${BASE}x: 1\n`, PATH],
    ['a key that a side has twice', BASE, `${BASE}name: other\n`, `${BASE}x: 1\n`, PATH],
    ['a binary', BASE, `${BASE}\0`, `${BASE}x: 1\n`, PATH],
    ['a file that is not YAML', 'a\n', 'b\n', 'c\n', 'nodes/payment/README.md'],
  ] as const)
    it(`leaves ${what} to git`, async () => {
      expect(await merged(base, ours, theirs, { path })).to.equal(null);
    });

  it('gives both sides back exactly when all conflicts are resolved to one of them', async () => {
    const list = (...items: readonly string[]): string =>
      `name: x\nsteps:\n${items.map((item) => `  - { do: ${item} }\n`).join('')}other: 1\n`;
    const ours = list('a', 'b2', 'c', 'd', 'e');
    const theirs = list('a', 'c', 'd2');
    const { text, isConflict } = (await merged(list('a', 'b', 'c', 'd'), ours, theirs))!;
    expect(isConflict).to.equal(true);
    const resolved = (side: 1 | 2): string =>
      text.replaceAll(/<{7} .*\n([^]*?)={7}\n([^]*?)>{7} .*\n/g, (_all, mine: string, other: string) =>
        side === 1 ? mine : other,
      );
    expect(resolved(1)).to.equal(ours);
    expect(resolved(2)).to.equal(theirs);
  });
});
