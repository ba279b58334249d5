import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { writeBuildRecord } from '../../../scripts/build/build-record.ts';
import { nextVersion } from '../../../scripts/release/next-version.ts';
import { built, ROOT } from '../../support/built.ts';
import { treeOf } from '../../reconcile/support/tree.ts';
import { onex, PAYMENT } from '../support/program.ts';

const HANDLER = `${PAYMENT}/v1_0_0/handlers/handler_create.ts`;

describe('onex upgrade, onex status', function () {
  this.timeout(120_000);
  let start = '';
  let next = '';

  before(async () => {
    await built();
    next = nextVersion('9.0.0');
    start = mkdtempSync(join(tmpdir(), 'onex-upgrade-'));
    expect(onex(start, ['effect', 'payment', '--domain', 'billing', '--yes']).code).to.equal(0);
    expect(onex(start, ['compute', 'price', '--yes']).code).to.equal(0);
  });

  function project(): string {
    const copy = join(mkdtempSync(join(tmpdir(), 'onex-upgrade-')), 'shop');
    cpSync(start, copy, { recursive: true });
    return copy;
  }

  it('finds nothing to do in a project that is up to date', () => {
    const root = project();
    const before = treeOf(root);
    const { code, out } = onex(root, ['upgrade', '--json']);
    expect([code, (JSON.parse(out) as { status: string }).status]).to.deep.equal([0, 'unchanged']);
    expect(treeOf(root)).to.deep.equal(before);
    expect(onex(root, ['status', '--check']).code).to.equal(0);
  });

  const WRONG: Readonly<Record<string, [line: string, message: RegExp]>> = {
    'a module that does not parse': ['const = 1;', /handler_create\.ts:\d+:\d+: /],
    'an import of a file that does not exist': [
      "import './nowhere.ts';",
      /handler_create\.ts:\d+:\d+: imports \.\/nowhere\.ts, which does not exist/,
    ],
    'an import of what another file does not export': [
      "import { Nothing } from './handler_read.ts';",
      /handler_create\.ts:\d+:\d+: imports Nothing, which \.\/handler_read\.ts does not export/,
    ],
  };
  for (const [name, [line, message]] of Object.entries(WRONG)) {
    it(`writes nothing when what a version renders is wrong: ${name}`, () => {
      const wrong = nextVersion('9.0.0', line);
      const root = project();
      const before = treeOf(root);
      const upgraded = onex(root, ['upgrade'], wrong);
      expect(upgraded.code).to.equal(1);
      expect(upgraded.err).to.match(message);
      expect(treeOf(root)).to.deep.equal(before);
      const made = onex(root, ['effect', 'refund', '--domain', 'billing', '--yes'], wrong);
      expect([made.code, treeOf(root)]).to.deep.equal([1, before]);
    });
  }

  it('brings the next version in, keeps edits, and leaves a clash to --on-conflict', () => {
    const root = project();
    appendFileSync(join(root, `${PAYMENT}/v1_0_0/node.ts`), '// mine\n');
    appendFileSync(join(root, HANDLER), '// mine\n');
    const before = treeOf(root);
    const failed = onex(root, ['upgrade', '--json'], next);
    expect([failed.code, (JSON.parse(failed.out) as { status: string }).status]).to.deep.equal([
      2,
      'conflicts',
    ]);
    expect(treeOf(root), 'nothing is written').to.deep.equal(before);

    expect(onex(root, ['upgrade', '--on-conflict', 'markers'], next).code).to.equal(2);
    const marked = readFileSync(join(root, HANDLER), 'utf8');
    expect(marked).to.contain('<<<<<<< ours\n// mine\n').and.contain('>>>>>>> onex 9.0.0\n');
    const { code, out } = onex(root, ['status', '--check'], next);
    expect([code, out.includes('conflicted')]).to.deep.equal([2, true]);

    writeFileSync(
      join(root, HANDLER),
      marked.replaceAll(/^(?:<{7} ours|\|{7} base|={7}|>{7} onex 9\.0\.0)\n/gm, ''),
    );
    expect(onex(root, ['upgrade'], next).code).to.equal(0);
    expect(readFileSync(join(root, HANDLER), 'utf8')).to.contain('// mine\n// of the next version\n');
    expect(readFileSync(join(root, `${PAYMENT}/v1_0_0/node.ts`), 'utf8')).to.contain('// mine');
  });

  it('takes another build of the same version for what it is', () => {
    const root = project();
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    const rebuilt = nextVersion(version);
    expect(onex(root, ['status'], rebuilt).out).to.match(/stale\s+.*handler_create\.ts\n/);
    expect(onex(root, ['upgrade'], rebuilt).code).to.equal(0);
    expect(readFileSync(join(root, HANDLER), 'utf8')).to.contain('// of the next version');
    expect(onex(root, ['status', '--check'], rebuilt).code).to.equal(0);
  });

  it('finds nothing to do where a node was taken up again, or a checkout changed the line ends of its contract', () => {
    const root = project();
    const contract = join(root, `${PAYMENT}/v1_0_0/contract.yaml`);
    rmSync(join(root, PAYMENT, '.onex'), { recursive: true });
    expect(onex(root, ['upgrade']).code).to.equal(0);
    const adopted = treeOf(join(root, PAYMENT, '.onex'));
    writeFileSync(contract, readFileSync(contract, 'utf8').replaceAll('\n', '\r\n'));
    expect(onex(root, ['upgrade', '--json']).out).to.contain('"status":"unchanged"');
    expect(treeOf(join(root, PAYMENT, '.onex'))).to.deep.equal(adopted);
  });

  it('writes nothing wrong for a manifest that lies about what a node was rendered from', () => {
    const [root, upgraded] = [project(), project()];
    expect(onex(upgraded, ['upgrade'], next).code).to.equal(0);
    const manifest = `${PAYMENT}/.onex/manifest.json`;
    const sourceIn = (folder: string): string =>
      (JSON.parse(readFileSync(join(folder, manifest), 'utf8')) as { source: string }).source;
    const lying = readFileSync(join(root, manifest), 'utf8').replace(sourceIn(root), sourceIn(upgraded));
    writeFileSync(join(root, manifest), lying);
    const before = treeOf(join(root, PAYMENT));
    expect(onex(root, ['upgrade'], next).code).to.equal(0);
    expect(treeOf(join(root, PAYMENT))).to.deep.equal(before);
  });

  it('keeps what only a run at work leaves out of version control', () => {
    const root = project();
    spawnSync('git', ['init', '--quiet'], { cwd: root });
    const ignored = ['.onex/lock', '.onex/lock-takeover', '.onex/journal-apply.json', 'nodes/.onex-0a-1.new'];
    const kept = ['.onex/manifest.json', '.onex/base.txt', `${PAYMENT}/.onex/manifest.json`];
    const { stdout } = spawnSync('git', ['check-ignore', ...ignored, ...kept], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stdout.trim().split('\n')).to.deep.equal(ignored);
  });

  it('writes nothing with --dry-run, and shows with --diff what would change', () => {
    const root = project();
    const before = treeOf(root);
    const { code, out } = onex(root, ['upgrade', '--dry-run', '--diff'], next);
    expect([code, out.includes('+// of the next version')]).to.deep.equal([0, true]);
    expect(treeOf(root)).to.deep.equal(before);
  });

  it('shows on a terminal how far it is, where it may ask as well, and nowhere else', () => {
    const root = project();
    // Its streams are terminals, and time flies, so that a run of two nodes lasts.
    const preload = [
      "for (const name of ['stdin', 'stdout', 'stderr']) process[name].isTTY = true;",
      'let time = 0; performance.now = () => (time += 200);',
    ].join('');
    const shown = (args: readonly string[]): string =>
      spawnSync(process.execPath, ['--import', `data:text/javascript,${preload}`, next, ...args], {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, TERM: 'xterm' },
      }).stderr;
    expect(shown(['upgrade', '--dry-run'])).to.contain('2/2 node_billing_price_compute');
    expect(shown(['status'])).to.contain('3/3 nodes/node_billing_price_compute');
    expect(shown(['upgrade', '--yes', '--on-conflict', 'ours'])).to.match(/\d+\/\d+ writing nodes\//);
    expect(shown(['upgrade', '--dry-run', '--json'])).to.equal('');
    expect(onex(root, ['upgrade', '--dry-run'], next).err).to.equal('');
  });

  it('brings the next runtime along, in vendor/ and in the package.json that its owner added to', () => {
    const root = project();
    const bin = nextVersion('9.0.0');
    const tarballs = join(bin, '../../runtime');
    const [old = ''] = readdirSync(tarballs);
    const later = 'onex-runtime-9.0.0-0123abcd.tgz';
    renameSync(join(tarballs, old), join(tarballs, later));
    appendFileSync(join(tarballs, later), 'later');
    writeBuildRecord(join(tarballs, '../..'));
    const manifest = join(root, 'package.json');
    const added = '"dependencies": {\n    "mine": "1.0.0",';
    const own = readFileSync(manifest, 'utf8').replace('"dependencies": {', added);
    writeFileSync(manifest, own);
    expect(readdirSync(join(root, 'vendor'))).to.deep.equal([old]);
    expect(onex(root, ['upgrade'], bin).code).to.equal(0);
    expect(readdirSync(join(root, 'vendor'))).to.deep.equal([later]);
    expect(readFileSync(manifest, 'utf8')).to.equal(own.replace(old, later));
    expect(onex(root, ['upgrade', '--json'], bin).out).to.contain('"status":"unchanged"');
  });

  it('keeps to the nodes that are named, by name or folder', () => {
    const root = project();
    const files = (args: string[], cwd = root) =>
      (
        JSON.parse(onex(cwd, ['upgrade', '--json', '--dry-run', ...args]).out) as {
          files: { path: string }[];
        }
      ).files;
    expect(
      files(['price']).every(({ path }) => path.startsWith('nodes/node_billing_price_compute/')),
    ).to.equal(true);
    expect(files(['.'], join(root, PAYMENT)).every(({ path }) => path.startsWith(PAYMENT))).to.equal(true);
    const unknown = onex(root, ['upgrade', 'nope']);
    expect([unknown.code, unknown.err.includes('neither a node')]).to.deep.equal([1, true]);
  });

  it('refuses a project that a newer generator wrote', () => {
    const root = project();
    onex(root, ['upgrade'], next);
    const { code, err } = onex(root, ['upgrade']);
    expect([code, err.includes('9.0.0')]).to.deep.equal([1, true]);
  });

  it('lists what is edited, deleted and stale, and shows the owner’s changes', () => {
    const root = project();
    appendFileSync(join(root, HANDLER), '// mine\n');
    rmSync(join(root, `${PAYMENT}/README.md`));
    const { out } = onex(root, ['status', '--diff'], next);
    expect(out)
      .to.match(/edited, stale\s+.*handler_create\.ts/)
      .and.contain('+// mine')
      .and.match(/deleted\s+.*README\.md/);
    expect(out).to.match(/\d+ edited, \d+ stale, 1 deleted/);
  });

  it('adopts a node whose .onex was lost, and then upgrades it', () => {
    const root = project();
    rmSync(join(root, PAYMENT, '.onex'), { recursive: true });
    const report = JSON.parse(onex(root, ['upgrade', 'payment', '--json']).out) as {
      status: string;
      files: { action: string }[];
    };
    expect([report.status, ...new Set(report.files.map(({ action }) => action))]).to.deep.equal([
      'done',
      'adopt',
    ]);
    expect(onex(root, ['upgrade', 'payment'], next).code).to.equal(0);
    expect(readFileSync(join(root, HANDLER), 'utf8')).to.contain('// of the next version');
  });

  it('brings base texts back that were lost, though the node is as it was', () => {
    const root = project();
    const texts = join(root, PAYMENT, '.onex/base.txt');
    const before = readFileSync(texts);
    rmSync(texts);
    expect(onex(root, ['upgrade', '--json']).out).to.contain('"status":"unchanged"');
    expect(readFileSync(texts).equals(before)).to.equal(true);
  });
});
