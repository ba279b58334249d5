import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { treeOf } from '../../reconcile/support/tree.ts';
import { collect, onexHere } from '../support/in-process.ts';
import { change, onex, PAYMENT, type Ended } from '../support/program.ts';
import { runOf } from '../support/yeoman.ts';

const CHECKOUT = 'nodes/node_billing_checkout_orchestrator';
const OLD = `${PAYMENT}/v1_0_0`;
const NEW = `${PAYMENT}/v1_1_0`;

interface StatusJson {
  readonly status: string;
  readonly units: readonly {
    readonly root: string;
    readonly version: string | null;
    readonly files: readonly { readonly path: string; readonly states: readonly string[] }[];
  }[];
}

interface RunJson {
  readonly status: string;
  readonly files: readonly { readonly path: string; readonly action: string }[];
  readonly next: readonly string[];
}

describe('What was deleted by hand', function () {
  this.timeout(120_000);
  let start = '';

  before(async () => {
    start = join(mkdtempSync(join(tmpdir(), 'onex-gone-')), 'shop');
    mkdirSync(start);
    await done(start, 'effect', 'payment', '--domain', 'billing', '--yes');
    await done(start, 'effect', 'payment', '--node-version', '1.1.0', '--operations', 'refund', '--yes');
    await done(start, 'compute', 'price', '--yes');
    await done(start, 'orchestrator', 'checkout', '--steps', 'payment:create,payment:read', '--yes');
  });

  async function done(root: string, ...args: string[]): Promise<Ended> {
    const ended = await onexHere(root, args);
    expect(ended.code, ended.err + ended.out).to.equal(0);
    return ended;
  }

  function project(): string {
    const copy = join(mkdtempSync(join(tmpdir(), 'onex-gone-')), 'shop');
    cpSync(start, copy, { recursive: true });
    return copy;
  }

  const remove = (root: string, path: string): void => rmSync(join(root, path), { recursive: true });

  async function statusOf(root: string): Promise<Record<string, readonly string[]>> {
    const { code, out } = await onexHere(root, ['status', '--json', '--check']);
    const { status, units } = JSON.parse(out) as StatusJson;
    expect(code).to.equal(status === 'clean' ? 0 : 2);
    const unknown = units
      .filter(({ version }) => version === null)
      .map(({ root: unit }) => [unit, ['no record']]);
    const files = units.flatMap((unit) => unit.files.map(({ path, states }) => [path, states]));
    return Object.fromEntries([...unknown, ...files]) as Record<string, readonly string[]>;
  }

  async function upgraded(root: string, ...args: string[]): Promise<RunJson> {
    const { out } = await onexHere(root, ['upgrade', '--json', ...args]);
    return JSON.parse(out) as RunJson;
  }

  const of = ({ files }: RunJson, action: string): readonly string[] =>
    files.filter((file) => file.action === action).map(({ path }) => path);

  it('is one line of status where it is the folder of a version, and the other versions are still upgraded', async () => {
    const root = project();
    remove(root, OLD);
    const states = await statusOf(root);
    expect(states).to.deep.include({ [OLD]: ['gone'] });
    expect(Object.keys(states).filter((path) => path.startsWith(`${OLD}/`))).to.deep.equal([]);
    change(root, `${NEW}/contract.yaml`, (text) => text.replace('operation: refund', 'operation: repay'));
    const run = await upgraded(root);
    expect(of(run, 'kept-deleted')).to.deep.equal([OLD]);
    expect(of(run, 'create')).to.deep.equal([
      `${NEW}/handlers/handler_repay.ts`,
      `${NEW}/models/model_payment_repay.ts`,
    ]);
    expect(run.next.join())
      .to.include('onex remove node_billing_payment_effect@1.0.0')
      .and.to.include(`--restore ${OLD}`);
    expect(readFileSync(join(root, PAYMENT, 'node.manifest.yaml'), 'utf8')).not.to.include('v1_0_0');
    const { out } = await onexHere(root, ['upgrade']);
    expect(out)
      .to.match(/1 version is gone and was not upgraded; nothing was written/)
      .and.not.to.include('everything is up to date');
    await done(root, 'remove', 'payment@1.0.0');
    expect(await statusOf(root)).to.deep.equal({ [`${NEW}/contract.yaml`]: ['edited'] });
  });

  // Only the built program records what a node was rendered from, by which an unchanged node is not rendered again.
  it('is removed from the records by the built program, although the versions that are left are unchanged', () => {
    const root = project();
    remove(root, NEW);
    expect(onex(root, ['upgrade']).code).to.equal(0);
    const { code, out, err } = onex(root, ['remove', 'payment@1.1.0']);
    expect(code, out + err).to.equal(0);
    expect(out).to.include(`The records of ${NEW} were removed; no file had to change`);
    expect(readFileSync(join(root, PAYMENT, '.onex/manifest.json'), 'utf8')).not.to.include('v1_1_0');
  });

  it('comes back by --restore, a folder at a time', async () => {
    for (const path of [OLD, NEW, `${NEW}/contract.yaml`]) {
      const root = project();
      const before = treeOf(root);
      remove(root, path);
      const { code, out, err } = await onexHere(root, ['upgrade', '--json', '--restore', path]);
      const run = JSON.parse(out) as RunJson;
      expect([run.status, of(run, 'kept-deleted'), code], err).to.deep.equal(['done', [], 0]);
      await onexHere(root, ['upgrade']);
      expect(treeOf(root)).to.deep.equal(before);
    }
  });

  it('is named where it is a contract, whose version alone is not upgraded', async () => {
    const root = project();
    remove(root, `${OLD}/contract.yaml`);
    expect(await statusOf(root)).to.deep.include({ [`${OLD}/contract.yaml`]: ['deleted'] });
    change(root, `${NEW}/contract.yaml`, (text) => text.replace('operation: refund', 'operation: repay'));
    const run = await upgraded(root);
    expect(of(run, 'kept-deleted')).to.deep.equal([`${OLD}/contract.yaml`]);
    expect(of(run, 'create')).to.include(`${NEW}/handlers/handler_repay.ts`);
    expect(existsSync(join(root, OLD, 'node.ts'))).to.equal(true);
  });

  it('is named where it is the only version, which removes the node when it is removed', async () => {
    const root = project();
    remove(root, 'nodes/node_billing_price_compute/v1_0_0');
    const path = 'nodes/node_billing_price_compute/v1_0_0';
    expect(await statusOf(root)).to.deep.equal({ [path]: ['gone'] });
    const run = await upgraded(root);
    expect(of(run, 'kept-deleted')).to.deep.equal([path]);
    await done(root, 'remove', 'price@1.0.0');
    expect(existsSync(join(root, 'nodes/node_billing_price_compute'))).to.equal(false);
    expect(await statusOf(root)).to.deep.equal({});
  });

  it('does not hide a node of which the records, or the records and the manifest, are gone', async () => {
    const root = project();
    remove(root, `${PAYMENT}/.onex`);
    expect(await statusOf(root)).to.deep.include({ [PAYMENT]: ['no record'] });
    remove(root, `${PAYMENT}/node.manifest.yaml`);
    expect(await statusOf(root)).to.deep.include({ [PAYMENT]: ['no record'] });
    expect(of(await upgraded(root), 'create')).to.include(`${PAYMENT}/node.manifest.yaml`);
    expect(await statusOf(root)).to.deep.equal({});
  });

  it('is listed where it is a manifest', async () => {
    const root = project();
    remove(root, `${PAYMENT}/node.manifest.yaml`);
    remove(root, `${NEW}/version.manifest.yaml`);
    expect(await statusOf(root)).to.deep.equal({
      [`${PAYMENT}/node.manifest.yaml`]: ['deleted'],
      [`${NEW}/version.manifest.yaml`]: ['deleted'],
    });
  });

  it('is a broken link where it is a node that steps drive, which remove takes out', async () => {
    const root = project();
    remove(root, PAYMENT);
    const { code, out } = await onexHere(root, ['status', '--check']);
    expect([code, out.includes('create_payment')]).to.deep.equal([2, true]);
    await done(root, 'remove', 'payment', '--force');
    expect(readFileSync(join(root, CHECKOUT, 'v1_0_0/contract.yaml'), 'utf8')).not.to.include('payment');
    expect(await statusOf(root)).to.deep.equal({});
  });

  /** `onex upgrade` in a terminal; answers are by the questions' names. */
  async function upgradeInTerminal(root: string, choice: string): Promise<readonly string[]> {
    const asked: string[] = [];
    const callback = (answer: unknown, { question }: { question: { message?: unknown } }): unknown => {
      asked.push(String(question.message));
      return answer;
    };
    const [out, err] = [collect(process.stdout), collect(process.stderr)];
    const run = runOf('upgrade', root)
      .withOptions({ quiet: true, force: false } as never)
      .withAnswers({ choice, write: true } as never, { callback } as never)
      .run();
    await run.finally(() => [out(), err()]);
    return asked;
  }

  it('is asked about in a terminal, and removed, brought back, or left', async () => {
    const exitCode = process.exitCode;
    const before = treeOf(project());
    for (const choice of ['remove', 'restore', 'leave']) {
      const root = project();
      remove(root, OLD);
      const [question] = await upgradeInTerminal(root, choice);
      expect(question).to.match(
        /v1_0_0 was deleted\. What should happen to version 1\.0\.0 of node_billing_payment_effect\?/,
      );
      const states = await statusOf(root);
      expect(states).to.deep.equal(choice === 'leave' ? { [OLD]: ['gone'] } : {});
      if (choice === 'restore') expect(treeOf(root)).to.deep.equal(before);
    }
    process.exitCode = exitCode;
  });

  it('is asked about in a terminal where it is a node, whose steps go with it', async () => {
    const exitCode = process.exitCode;
    const root = project();
    remove(root, PAYMENT);
    const [question] = await upgradeInTerminal(root, 'remove');
    expect(question).to.match(/nodes\/node_billing_payment_effect was deleted/);
    expect(readFileSync(join(root, CHECKOUT, 'v1_0_0/contract.yaml'), 'utf8')).not.to.include('payment');
    expect(await statusOf(root)).to.deep.equal({});
    process.exitCode = exitCode;
  });
});
