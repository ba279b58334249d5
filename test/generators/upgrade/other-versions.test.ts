import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { writeBuildRecord } from '../../../scripts/build/build-record.ts';
import { nextVersion } from '../../../scripts/release/next-version.ts';
import { treeOf } from '../../reconcile/support/tree.ts';
import { BIN, built } from '../../support/built.ts';
import { change, onex, PAYMENT } from '../support/program.ts';

describe('a project that another version of the generator works on', function () {
  this.timeout(120_000);
  let start = '';
  let next = '';
  let root = '';

  before(async () => {
    await built();
    next = nextVersion('9.0.0');
    const runtime = resolve(next, '../../runtime');
    const tarball = readdirSync(runtime).find((name) => name.endsWith('.tgz')) ?? '';
    renameSync(join(runtime, tarball), join(runtime, 'onex-runtime-9.0.0-0123abcd.tgz'));
    writeBuildRecord(join(runtime, '../..'));
    start = join(mkdtempSync(join(tmpdir(), 'onex-versions-')), 'shop');
    const made = onex(tmpdir(), [
      'effect',
      'payment',
      '--domain',
      'billing',
      '--yes',
      '--destination',
      start,
    ]);
    expect(made.code).to.equal(0);
  });
  beforeEach(() => {
    root = join(mkdtempSync(join(tmpdir(), 'onex-versions-')), 'shop');
    cpSync(start, root, { recursive: true });
  });

  it('is told by a newer one which command upgrades its runtime, and has it afterwards', () => {
    const made = onex(root, ['effect', 'refund', '--yes'], next);
    expect(made.code).to.equal(0);
    expect(made.err).to.match(
      /the project has vendor\/onex-runtime-\S+\.tgz, and this generator writes code for onex-runtime-9\.0\.0-0123abcd\.tgz; to upgrade the runtime: onex upgrade\n/,
    );
    expect(made.out).to.match(/\nNext:\n {2}onex upgrade\n/);
    expect(onex(root, ['upgrade', 'refund'], next).err).to.contain('to upgrade the runtime: onex upgrade');
    expect(onex(root, ['upgrade'], next).err).to.equal('');
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(dependencies['onex-runtime']).to.equal('file:vendor/onex-runtime-9.0.0-0123abcd.tgz');
    expect(onex(root, ['effect', 'ledger', '--yes'], next).err).to.equal('');
  });

  it('is told the option for a runtime from a registry, and nothing of one from elsewhere', () => {
    const use = (spec: string): void =>
      change(root, 'package.json', (text) => text.replace(/("onex-runtime": )"[^"]*"/, `$1"${spec}"`));
    for (const [spec, wanted] of [
      ['^0.1.0', 'onex upgrade --runtime-version ^9.0.0'],
      ['^9.1.0', ''],
      ['workspace:*', ''],
    ] as const) {
      use(spec);
      const { err } = onex(root, ['effect', `order${spec.length}`, '--dry-run', '--yes'], next);
      if (wanted === '') expect(err, spec).to.equal('');
      else expect(err, spec).to.contain(wanted);
    }
  });

  it('is refused by an older one whichever node the newer one wrote, whatever the command', () => {
    expect(onex(root, ['effect', 'refund', '--yes'], next).code).to.equal(0);
    const before = treeOf(root);
    for (const args of [
      ['effect', 'ledger', '--yes'],
      ['orchestrator', 'checkout', '--steps', 'payment:create', '--yes'],
      ['effect', 'payment', '--description', 'Other.', '--yes'],
      ['upgrade', 'payment'],
      ['event-bus', `${PAYMENT}/v1_0_0/node.ts`],
      ['project', '.', '--yes'],
    ]) {
      const { code, err } = onex(root, args, BIN);
      expect(code, args.join(' ')).to.equal(1);
      expect(err, args.join(' ')).to.match(
        /^error: nodes\/node_billing_refund_effect\/\.onex\/manifest\.json was written by generator-onex 9\.0\.0, and this is [^\n]+\n$/,
      );
      expect(treeOf(root)).to.deep.equal(before);
    }
  });

  it('is refused where the format of its store is newer', () => {
    change(root, '.onex/manifest.json', (text) => text.replace('"format": 2', '"format": 99'));
    const { code, err } = onex(root, ['effect', 'ledger', '--yes'], BIN);
    expect([code, err.includes('.onex/manifest.json was written by')]).to.deep.equal([1, true]);
  });
});
