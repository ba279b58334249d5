import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { treeOf } from '../../reconcile/support/tree.ts';
import { built } from '../../support/built.ts';
import { change, onex, PAYMENT, withOperation } from '../support/program.ts';

const V1 = `${PAYMENT}/v1_0_0`;
const CONTRACT = `${V1}/contract.yaml`;
const README = `${PAYMENT}/README.md`;
const NODE = `${V1}/node.ts`;
const MARKERS = '<<<<<<< HEAD\nmine\n=======\nother\n>>>>>>> branch\n';
const AGAIN = ['effect', 'payment', '--domain', 'billing', '--yes'];

describe('a node that its owner has not settled', function () {
  this.timeout(120_000);
  let start = '';

  before(async () => {
    await built();
    start = mkdtempSync(join(tmpdir(), 'onex-unsettled-'));
    expect(onex(start, [...AGAIN, '--operations', 'create,read']).code).to.equal(0);
  });

  function project(): string {
    const copy = join(mkdtempSync(join(tmpdir(), 'onex-unsettled-')), 'shop');
    cpSync(start, copy, { recursive: true });
    return copy;
  }
  const read = (root: string, file: string): string => readFileSync(join(root, file), 'utf8');
  const add = (root: string, operation: string): void =>
    change(root, CONTRACT, (text) => withOperation(text, operation));
  function withRefund(): string {
    const root = project();
    add(root, 'refund');
    expect(onex(root, ['upgrade']).code).to.equal(0);
    expect(read(root, NODE)).to.contain('HandlerRefund');
    return root;
  }

  it('is not looked at by status while a run is unfinished, and that is all status says', () => {
    const root = project();
    appendFileSync(join(root, NODE), '// mine\n');
    // What a run leaves that was cut off while it wrote its journal.
    writeFileSync(join(root, '.onex/journal-staging.json'), '{');
    const before = treeOf(root);
    const { code, out, err } = onex(root, ['status', '--check']);
    expect([code, err]).to.deep.equal([2, '']);
    expect(out).to.match(/^An earlier run was interrupted\. Run onex upgrade[^\n]*\n$/);
    const machine = JSON.parse(onex(root, ['status', '--json']).out) as Record<string, unknown>;
    expect(machine).to.deep.include({ status: 'interrupted', units: [], findings: [] });
    expect(treeOf(root)).to.deep.equal(before);
    const upgraded = onex(root, ['upgrade']);
    expect(upgraded.err).to.contain('interrupted before it changed anything');
    expect(upgraded.out.trimEnd().split('\n').at(-1)).to.equal('Nothing else to do');
    expect(onex(root, ['status']).out).to.contain(`edited       ${NODE}`);
  });

  describe('whose contract cannot be read', () => {
    it('stays as it is while the contract contains conflict markers, and reports them', () => {
      const root = withRefund();
      change(root, CONTRACT, (text) => text.replace(/^description: .*\n/m, MARKERS));
      const before = treeOf(root);
      for (const policy of ['fail', 'ours', 'theirs', 'markers']) {
        const { code, out } = onex(root, ['upgrade', '--on-conflict', policy]);
        expect(code, policy).to.equal(2);
        expect(out).to.contain(
          `${CONTRACT} line 7: it already contains conflict markers; resolve them first`,
        );
        const nodes = Object.entries(treeOf(root)).filter(([path]) => !path.includes('.onex/'));
        expect(nodes).to.deep.equal(Object.entries(before).filter(([path]) => !path.includes('.onex/')));
      }
      expect(onex(root, ['status']).out).to.match(/conflicted\s+\S+contract\.yaml line 7\n/);
      const { code, err } = onex(root, AGAIN);
      expect(code).to.equal(2);
      expect(err).to.contain(
        `error: ${CONTRACT}:7:1: contains conflict markers; resolve them, then run the command again`,
      );
    });

    it('goes on where it was once the markers are resolved', () => {
      const root = withRefund();
      change(root, CONTRACT, (text) => text.replace(/^description: .*\n/m, MARKERS));
      expect(onex(root, ['upgrade', '--on-conflict', 'ours']).code).to.equal(2);
      change(root, CONTRACT, (text) => text.replace(MARKERS, 'description: Settled.\n'));
      expect(onex(root, ['upgrade']).code).to.equal(0);
      expect(read(root, NODE)).to.contain('/** Settled. */').and.contain('HandlerRefund');
    });

    it('stays as it is while the contract is missing, and --restore restores it', () => {
      const root = withRefund();
      const handler = read(root, `${V1}/handlers/handler_refund.ts`);
      rmSync(join(root, CONTRACT));
      expect(onex(root, ['upgrade']).code).to.equal(0);
      expect(read(root, `${V1}/handlers/handler_refund.ts`)).to.equal(handler);
      expect(onex(root, AGAIN).err).to.contain(
        `${CONTRACT}, from which the version is rendered, is missing; restore it: onex upgrade --restore ${CONTRACT}`,
      );
      expect(onex(root, ['upgrade', '--restore', CONTRACT]).code).to.equal(0);
      expect(existsSync(join(root, CONTRACT))).to.equal(true);
      expect(read(root, `${V1}/handlers/handler_refund.ts`)).to.equal(handler);
    });

    it('is refused where the contract names another version than its folder', () => {
      const root = project();
      change(root, CONTRACT, (text) =>
        text.replace(/^node_version: .*$/m, 'node_version: { major: 1, minor: 1, patch: 0 }'),
      );
      const before = treeOf(root);
      const { code, err } = onex(root, ['upgrade']);
      expect(code).to.equal(1);
      expect(err).to.match(/contract\.yaml:\d+:1: the version is 1\.1\.0, and its folder is v1_0_0; /);
      expect(treeOf(root)).to.deep.equal(before);
    });
  });

  describe('with a conflict that was left open', () => {
    it('gets what it missed once the markers of a file are gone', () => {
      const root = project();
      appendFileSync(join(root, README), MARKERS);
      add(root, 'refund');
      expect(onex(root, ['upgrade', '--on-conflict', 'ours']).code).to.equal(2);
      change(root, README, (text) => text.replace(MARKERS, ''));
      expect(onex(root, ['upgrade']).code).to.equal(0);
      expect(read(root, README)).to.contain('refund');
    });

    it('gets what came while it was open', () => {
      const root = project();
      change(root, NODE, (text) => text.replace(/^import \{ HandlerRead .*\n/m, '$&// mine\n'));
      add(root, 'refund');
      expect(onex(root, ['upgrade', '--on-conflict', 'markers']).code).to.equal(2);
      add(root, 'settle');
      expect(onex(root, ['upgrade', '--on-conflict', 'markers']).code).to.equal(2);
      // The block spans the class, since one side's imports do not fit the other side's class.
      change(root, NODE, (text) => text.replaceAll(/^<{7}[^]*?^={7}\n([^]*?)^>{7}.*\n/gm, '$1'));
      expect(onex(root, ['upgrade', '--on-conflict', 'theirs']).code).to.equal(0);
      expect(read(root, NODE)).to.contain('HandlerSettle');
    });

    it('begins no new version from a file that is in conflict', () => {
      const root = project();
      change(root, NODE, (text) => text.replace(/^import \{ HandlerRead .*\n/m, '$&// mine\n'));
      add(root, 'refund');
      expect(onex(root, ['upgrade', '--on-conflict', 'markers']).code).to.equal(2);
      const { code, err } = onex(root, [...AGAIN, '--node-version', '1.1.0']);
      expect(code).to.equal(1);
      expect(err).to.contain(
        `${NODE} contains conflict markers; resolve them before you create a new version`,
      );
      expect(existsSync(join(root, PAYMENT, 'v1_1_0'))).to.equal(false);
    });

    it('is told what to do about markers, and not to choose a side', () => {
      const root = project();
      change(root, NODE, (text) => text.replace(/^import \{ HandlerRead .*\n/m, '$&// mine\n'));
      add(root, 'refund');
      onex(root, ['upgrade', '--on-conflict', 'markers']);
      const { out } = onex(root, ['upgrade']);
      expect(out).to.contain(`Resolve the conflicts in ${NODE}, then run the same command again`);
      expect(out).not.to.contain('--on-conflict');
    });
  });

  it('refuses to write two texts into what a link makes one file', () => {
    const root = project();
    rmSync(join(root, V1, 'models/index.ts'));
    symlinkSync('../enums/index.ts', join(root, V1, 'models/index.ts'));
    add(root, 'refund');
    const before = treeOf(root);
    const { code, err } = onex(root, ['upgrade', '--on-conflict', 'theirs']);
    expect([code, treeOf(root)]).to.deep.equal([1, before]);
    expect(err).to.match(
      /models\/index\.ts: is one file with v1_0_0\/enums\/index\.ts through a link; make it a separate file/,
    );
  });

  it('writes nothing, and says so, where a file is a link out of the project', () => {
    const root = project();
    renameSync(join(root, NODE), join(root, '..', 'node.ts'));
    symlinkSync(join(root, '..', 'node.ts'), join(root, NODE));
    add(root, 'refund');
    const before = treeOf(root);
    const { code, out, err } = onex(root, ['upgrade']);
    expect([code, out]).to.deep.equal([1, '']);
    expect(err).to.match(/^error: \S+node\.ts: .+ Nothing was written\./);
    expect(treeOf(root)).to.deep.equal(before);
  });

  describe('generated again from a contract file', () => {
    function fromFile(): { root: string; file: string } {
      const root = project();
      const file = join(root, '..', 'theirs.yaml');
      writeFileSync(file, read(root, CONTRACT));
      expect(onex(root, ['effect', '--contract', file, '--yes']).code).to.equal(0);
      return { root, file };
    }

    it('keeps the operations that its owner added', () => {
      const { root, file } = fromFile();
      add(root, 'refund');
      expect(onex(root, ['upgrade']).code).to.equal(0);
      const { code, out } = onex(root, ['effect', '--contract', file, '--yes']);
      expect(code, out).to.equal(0);
      expect(read(root, NODE)).to.contain('HandlerRefund');
      expect(existsSync(join(root, V1, 'handlers/handler_refund.ts'))).to.equal(true);
    });

    it('makes a conflict of a field that both sides added with another type', () => {
      const { root, file } = fromFile();
      const field = (text: string, type: string): string =>
        text.replace('      - data: dict[str, Any]\n', `$&      - amount: ${type}\n`);
      change(root, CONTRACT, (text) => field(text, 'int'));
      expect(onex(root, ['upgrade']).code).to.equal(0);
      writeFileSync(file, field(readFileSync(file, 'utf8'), 'float'));
      expect(onex(root, ['effect', '--contract', file, '--yes']).code).to.equal(2);
      expect(onex(root, ['effect', '--contract', file, '--yes', '--on-conflict', 'theirs']).code).to.equal(0);
      expect(read(root, CONTRACT).match(/amount: \w+/g)).to.deep.equal(['amount: float']);
      expect(onex(root, ['upgrade']).code).to.equal(0);
    });
  });

  describe('with several versions', () => {
    function two(): string {
      const root = project();
      expect(onex(root, [...AGAIN, '--node-version', '1.1.0']).code).to.equal(0);
      return root;
    }
    const manifest = (root: string): string => read(root, `${PAYMENT}/node.manifest.yaml`);

    it('is made again in its newest one where none is named', () => {
      const root = two();
      const before = read(root, NODE);
      expect(onex(root, [...AGAIN, '--operations', 'create,read,refund']).code).to.equal(0);
      expect(read(root, NODE)).to.equal(before);
      expect(read(root, `${PAYMENT}/v1_1_0/node.ts`)).to.contain('HandlerRefund');
    });

    it('speaks of its newest one also where an older one was made again', () => {
      const root = two();
      const before = manifest(root);
      const args = [...AGAIN, '--node-version', '1.0.0', '--operations', 'create,read,refund'];
      expect(onex(root, args).code).to.equal(0);
      expect(read(root, NODE)).to.contain('HandlerRefund');
      expect(manifest(root)).to.equal(before);
      expect(onex(root, ['upgrade', '--json']).out).to.contain('"status":"unchanged"');
    });

    it('is told of files of its own that a new version does not have', () => {
      const root = project();
      writeFileSync(join(root, V1, 'handlers/helper.ts'), 'export const help = 1;\n');
      const { code, err } = onex(root, [...AGAIN, '--node-version', '1.1.0']);
      expect(code).to.equal(0);
      expect(err).to.contain(
        'v1_0_0/handlers/helper.ts is yours and was not copied; copy to v1_1_0 what it needs',
      );
      expect(onex(root, [...AGAIN, '--node-version', '1.1.0']).err).not.to.contain('helper.ts');
    });

    it('gets no further one while the texts of the others are lost', () => {
      const root = two();
      rmSync(join(root, PAYMENT, '.onex/base.txt'));
      const { code, err } = onex(root, [...AGAIN, '--node-version', '1.2.0']);
      expect(code).to.equal(1);
      expect(err).to.contain(`base.txt, which stores the generated texts of the other versions, is missing`);
      expect(onex(root, ['upgrade', PAYMENT]).code).to.equal(0);
      expect(onex(root, [...AGAIN, '--node-version', '1.2.0']).code).to.equal(0);
    });
  });
});
