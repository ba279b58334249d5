import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { built } from '../../support/built.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { onex } from '../../support/process.ts';

interface Shown {
  readonly values: readonly {
    readonly path: readonly string[];
    readonly value: unknown;
    readonly source: { readonly from: string; readonly line?: number };
  }[];
}

describe('onex contract show', function () {
  this.timeout(60_000);
  let cwd: string;
  before(async function () {
    await built();
    cwd = await folder();
    const make = [
      ['effect', 'payment', '--domain', 'billing', '--yes', '--no-install'],
      ['reducer', 'order', '--domain', 'billing', '--yes', '--no-install'],
      [
        'orchestrator',
        'checkout',
        '--domain',
        'billing',
        '--steps',
        'payment:create',
        '--yes',
        '--no-install',
      ],
    ];
    for (const args of make) expect((await onex(args, { cwd })).code).to.equal(0);
  });
  after(removeFolders);

  it('prints each value as YAML, with the line, the naming rule, or the default that it comes from', async () => {
    const { code, stdout } = await onex(['contract', 'show', 'payment'], { cwd });
    expect(code).to.equal(0);
    const path = 'nodes/node_billing_payment_effect/v1_0_0/contract.yaml';
    expect(stdout).to.match(/^name: node_billing_payment_effect {2}# nodes\/\S+contract\.yaml:\d+:1$/m);
    expect(stdout).to.match(/^ {2}exponential_base: "?2"? {2}# default$/m);
    const shown = parse(stdout) as { operations: Record<string, { completed: string }> };
    expect(shown.operations['create']?.completed).to.equal('onex.evt.billing.payment-completed.v1');
    const lines = (await readFile(join(cwd, path), 'utf8')).split('\n');
    const { values } = JSON.parse(
      (await onex(['contract', 'show', path, '--json'], { cwd })).stdout,
    ) as Shown;
    const written = values.filter(({ source }) => source.from === 'contract');
    expect(written.length).to.be.greaterThan(20);
    for (const { path: keys, source } of written.filter(
      (row) => row.path[2] === 'input' && row.path.length === 4,
    ))
      expect(lines[source.line! - 1]).to.include(keys[3]);
  });

  it('names the naming rule for topics that a contract leaves out', async () => {
    const path = 'nodes/node_billing_payment_effect/v1_0_0/contract.yaml';
    const text = await readFile(join(cwd, path), 'utf8');
    await writeFile(join(cwd, 'bare.yaml'), text.replace(/^event_bus:\n(?: .*\n)+/m, ''));
    const { stdout } = await onex(['contract', 'show', 'bare.yaml'], { cwd });
    expect(stdout).to.match(/onex\.cmd\.billing\.payment-requested\.v1"? {2}# naming rule/);
  });

  it('shows states and steps', async () => {
    const reducer = await onex(['contract', 'show', 'order'], { cwd });
    expect(reducer.stdout).to.match(/^states:\n {2}initial: \w+ {2}# .*contract\.yaml:\d+:\d+/m);
    const orchestrator = await onex(['contract', 'show', 'checkout'], { cwd });
    expect(orchestrator.stdout).to.match(
      /^ {4}command: "?onex\.cmd\.billing\.payment-requested\.v1"? {2}# .*contract\.yaml:\d+/m,
    );
    expect(() => parse(reducer.stdout) as unknown).to.not.throw();
    expect(() => parse(orchestrator.stdout) as unknown).to.not.throw();
  });

  for (const { args, says } of [
    { args: [], says: /takes one node or one file/ },
    { args: ['paymnet'], says: /"paymnet" is neither a file, a node of the project/ },
    { args: ['package.json'], says: /package\.json:1:1|package\.json: / },
  ]) {
    it(`refuses in one line: ${args.join(' ') || 'nothing'}`, async () => {
      const { code, stdout, stderr } = await onex(['contract', 'show', ...args], { cwd });
      expect(stderr).to.match(says);
      expect([code, stdout]).to.deep.equal([1, '']);
    });
  }
});
