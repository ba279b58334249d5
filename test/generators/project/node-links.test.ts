import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../../support/built.ts';
import { treeOf } from '../../reconcile/support/tree.ts';
import { change, onex, PAYMENT } from '../support/program.ts';

const CHECKOUT = 'nodes/node_billing_checkout_orchestrator';
const CONTRACT = `${PAYMENT}/v1_0_0/contract.yaml`;
const ASKS =
  'step "create_payment" of node_billing_checkout_orchestrator asks node_billing_payment_effect to create';

describe('nodes that depend on another one', function () {
  this.timeout(120_000);
  let start = '';
  let root = '';

  before(async () => {
    await built();
    start = join(mkdtempSync(join(tmpdir(), 'onex-links-')), 'shop');
    const made = [
      ['project', 'shop', '--domain', 'billing', '--yes', '--destination', join(start, '..')],
      ['effect', 'payment', '--operations', 'create,refund', '--yes', '--destination', start],
      ['orchestrator', 'checkout', '--steps', 'payment:create', '--yes', '--destination', start],
    ].map((args) => onex(join(start, '..'), args).code);
    expect(made).to.deep.equal([0, 0, 0]);
  });
  beforeEach(() => {
    root = join(mkdtempSync(join(tmpdir(), 'onex-links-')), 'shop');
    cpSync(start, root, { recursive: true });
  });

  /** Where the step names its operation. */
  function lineOf(text: string, file = `${CHECKOUT}/v1_0_0/contract.yaml`): number {
    return readFileSync(join(root, file), 'utf8').split('\n').indexOf(text) + 1;
  }

  it('are named with step, operation, and place when the operation is gone, by status, contract check, and upgrade', () => {
    change(root, CONTRACT, (text) => text.replace('operation: create\n', 'operation: charge\n'));
    const place = `${CHECKOUT}/v1_0_0/contract.yaml:${lineOf('        operation: create')}:9: `;
    const message = `${place}${ASKS}, which has no such operation; it has charge, refund`;
    const status = onex(root, ['status', 'payment', '--check']);
    expect([status.code, status.out.includes(message)]).to.deep.equal([2, true]);
    const checked = onex(root, ['contract', 'check', CONTRACT]);
    expect([checked.code, checked.out]).to.deep.equal([1, `${message}\n`]);
    const upgraded = onex(root, ['upgrade', 'payment', '--json']);
    const { findings } = JSON.parse(upgraded.out) as { findings: readonly Record<string, unknown>[] };
    expect(upgraded.code).to.equal(2);
    expect(findings.find(({ rule }) => rule === 'no-operation')).to.include({
      step: 'create_payment',
      operation: 'create',
      severity: 'error',
    });
    const again = onex(root, ['upgrade']);
    expect([again.code, again.err.includes(message)]).to.deep.equal([2, true]);
    expect(again.out).to.contain('No file has to change; 1 link between nodes is broken');
  });

  it('are upgraded with it, and have the models of its new version', () => {
    const made = onex(root, ['effect', 'payment', '--node-version', '1.1.0', '--yes']);
    expect(made.code).to.equal(0);
    expect(made.err)
      .to.contain('has the models of node_billing_payment_effect v1_0_0')
      .and.contain('onex upgrade');
    expect(onex(root, ['upgrade', 'payment']).code).to.equal(0);
    const steps = readFileSync(join(root, CHECKOUT, 'v1_0_0/steps.ts'), 'utf8');
    expect(steps).to.contain('node_billing_payment_effect/v1_1_0/models');
    const status = onex(root, ['status', '--check']);
    expect([status.code, status.out.includes('link')]).to.deep.equal([0, false]);
  });

  for (const [what, exitCode, broken] of [
    ['is no YAML', 1, (text: string) => `${text}io_operations: [\n`],
    [
      'contains conflict markers',
      2,
      (text: string) => `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> other\n`,
    ],
  ] as const) {
    it(`stay as they are while its contract ${what}, and the place is named`, () => {
      change(root, CONTRACT, broken);
      const before = treeOf(join(root, CHECKOUT));
      const upgraded = onex(root, ['upgrade', 'checkout']);
      expect(upgraded.code).to.equal(2);
      expect(upgraded.err).to.match(
        /payment_effect\/v1_0_0\/contract\.yaml:\d+:\d+: [^\n]*node_billing_checkout_orchestrator depends on node_billing_payment_effect/,
      );
      onex(root, ['upgrade']);
      expect(treeOf(join(root, CHECKOUT))).to.deep.equal(before);
      const status = onex(root, ['status', 'checkout', '--check']);
      expect(status.code).to.equal(2);
      expect(status.out).to.not.contain('stale');
      const generated = onex(root, ['orchestrator', 'checkout', '--description', 'Other.', '--yes']);
      expect(generated.code).to.equal(exitCode);
      expect(treeOf(join(root, CHECKOUT))).to.deep.equal(before);
    });
  }

  it('are named, and left as they are, while their own contracts cannot be read', () => {
    change(root, `${CHECKOUT}/v1_0_0/contract.yaml`, (text) => text.replace('\nname: ', '\nname: ['));
    const before = treeOf(join(root, CHECKOUT));
    const message =
      /checkout_orchestrator\/v1_0_0\/contract\.yaml:\d+:\d+: .*; whether node_billing_checkout_orchestrator depends on node_billing_payment_effect is not known/;
    for (const [expected, args] of [
      [2, ['upgrade', 'payment']],
      [2, ['add', 'payment', 'operation', 'close']],
      // A command that makes nodes warns of links alone.
      [0, ['effect', 'payment', '--operations', 'open', '--yes']],
    ] as const) {
      const { code, err } = onex(root, args);
      expect(err, args.join(' ')).to.match(message);
      expect(code, args.join(' ')).to.equal(expected);
    }
    expect(treeOf(join(root, CHECKOUT))).to.deep.equal(before);
    expect(readFileSync(join(root, CONTRACT), 'utf8')).to.match(/operation: close[^]*operation: open/);
  });

  it('are named when its folder is gone', () => {
    rmSync(join(root, PAYMENT), { recursive: true });
    const status = onex(root, ['status', '--check', '--json']);
    const { findings } = JSON.parse(status.out) as { findings: readonly Record<string, unknown>[] };
    expect(status.code).to.equal(2);
    expect(findings.map(({ rule, step, operation }) => [rule, step, operation])).to.deep.equal([
      ['no-node', 'create_payment', 'create'],
    ]);
  });

  it('do not change when its folder is copied, which is reported as a second node of the same name', () => {
    const copy = 'nodes/node_billing_another_effect';
    cpSync(join(root, PAYMENT), join(root, copy), { recursive: true });
    const message = 'node_billing_payment_effect is also the name of the node in';
    const before = treeOf(join(root, CHECKOUT));
    for (const args of [
      ['status', '--check'],
      ['upgrade'],
      ['contract', 'check', `${copy}/v1_0_0/contract.yaml`],
    ]) {
      const { code, out, err } = onex(root, args);
      expect(`${out}${err}`, args.join(' ')).to.contain(`${copy}/v1_0_0/contract.yaml:3:1: ${message}`);
      expect(code, args.join(' ')).to.equal(args[0] === 'contract' ? 1 : 2);
    }
    expect(treeOf(join(root, CHECKOUT))).to.deep.equal(before);
  });

  it('are not looked for in contracts outside of a project', () => {
    const folder = mkdtempSync(join(tmpdir(), 'onex-links-'));
    writeFileSync(
      join(folder, 'contract.yaml'),
      readFileSync(join(root, CHECKOUT, 'v1_0_0/contract.yaml'), 'utf8'),
    );
    expect(onex(folder, ['contract', 'check', 'contract.yaml']).code).to.equal(0);
  });
});
