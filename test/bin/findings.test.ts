import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../support/built.ts';
import { folder, removeFolders, snapshot } from '../support/folders.ts';
import { onex } from '../support/process.ts';

const VERSION = 'nodes/node_billing_payment_effect/v1_0_0';
const CONTRACT = `${VERSION}/contract.yaml`;

interface Found {
  readonly severity: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

describe('what there is to say of a contract', function () {
  this.timeout(120_000);
  let root = '';
  before(built);
  beforeEach(async () => (root = await folder()));
  afterEach(removeFolders);

  const read = (): string => readFileSync(join(root, CONTRACT), 'utf8');
  const run = (...args: readonly string[]): ReturnType<typeof onex> => onex(args, { cwd: root });

  /** A node of the project's own, whose contract is changed afterwards. */
  async function own(change: (text: string) => string): Promise<void> {
    const made = await run('effect', 'payment', '--domain', 'billing', '--yes', '--no-install');
    expect(made.code).to.equal(0);
    writeFileSync(join(root, CONTRACT), change(read()));
  }
  const foreign = (text: string): Promise<{ code: number; stdout: string; stderr: string }> => {
    writeFileSync(join(root, 'given.yaml'), text);
    return run('node', '--contract', 'given.yaml', '--yes', '--no-install', '--json') as never;
  };
  const findings = (stdout: string): readonly Found[] =>
    (JSON.parse(stdout) as { readonly findings: readonly Found[] }).findings;

  it('is an error for a slip in the project’s own contract, and nothing is deleted', async () => {
    await own((text) => text.replace('io_operations:', 'io_operation:'));
    const before = await snapshot(root);
    const { code, stderr } = await run('upgrade', '--no-install');
    expect(code).to.equal(1);
    expect(stderr).to.match(
      new RegExp(`${CONTRACT}:\\d+:1: io_operation: not understood; did you mean io_operations\\?`),
    );
    expect(await snapshot(root)).to.deep.equal(before);
    expect(readdirSync(join(root, VERSION, 'handlers'))).to.have.length.at.least(4);
  });

  for (const [what, from, to, message] of [
    ['a kind', 'EFFECT_GENERIC', 'EFECT', 'did you mean EFFECT_GENERIC?'],
    ['a type', 'entity_id: str', 'entity_id: strng', 'did you mean str'],
    ['a key of an operation', 'input_fields:', 'input_field:', 'did you mean input_fields?'],
    ['a key of the bus', 'subscribe_topics:', 'subscribe_topic:', 'did you mean subscribe_topics?'],
  ] as const) {
    it(`names ${what} that was meant, with its place, and writes nothing`, async () => {
      await own((text) => {
        expect(text).to.contain(from);
        return text.replace(from, to);
      });
      const { code, stderr } = await run('upgrade', '--no-install');
      expect({ code, stderr }).to.have.property('code', 1);
      expect(stderr).to.contain(message);
      expect(stderr).to.match(new RegExp(`${CONTRACT}:\\d+:\\d+: `));
    });
  }

  it('is printed by upgrade and status, for people and for machines', async () => {
    await own((text) => `${text}zebra: {stripes: 3}\n`);
    const line = read().split('\n').indexOf('zebra: {stripes: 3}') + 1;
    const expected = {
      severity: 'warning',
      file: CONTRACT,
      line,
      column: 1,
      message: 'zebra: not understood; ignored',
    };
    expect(findings((await run('status', '--json')).stdout)).to.deep.equal([expected]);
    expect((await run('status')).stderr).to.contain(`warning: ${CONTRACT}:${line}:1: zebra: not understood`);
    const upgraded = await run('upgrade', '--json', '--no-install');
    expect(findings(upgraded.stdout)).to.deep.equal([expected]);
    expect((await run('upgrade', '--no-install')).stderr).to.contain(`${CONTRACT}:${line}:1: zebra`);
  });

  it('keeps what is almost a known word in a contract of other tools, with a warning, and stays usable', async () => {
    const text =
      'name: node_billing_payment_effect\nnode_type: effect\nio_operations:\n  - {operation: pay, input_feilds: [amount: strng]}\n';
    const { code, stdout } = await foreign(text);
    expect(code).to.equal(0);
    expect(read()).to.equal(text);
    expect(findings(stdout).find(({ message }) => message.includes('input_feilds'))).to.deep.include({
      severity: 'warning',
      file: 'given.yaml',
      line: 4,
      column: 22,
    });
    expect(readFileSync(join(root, VERSION, 'version.manifest.yaml'), 'utf8')).to.contain('origin: foreign');
    writeFileSync(join(root, CONTRACT), `${text}tags: [mine]\n`);
    const upgraded = await run('upgrade', '--json', '--no-install');
    expect(upgraded.code).to.equal(0);
    expect(findings(upgraded.stdout).map(({ severity }) => severity)).to.not.include('error');
  });

  it('is that of the project’s own contract once its owner says so', async () => {
    const text =
      'name: node_billing_payment_effect\nnode_type: effect\nio_operations: [{operation: pay, idempotnet: yes}]\n';
    expect((await foreign(text)).code).to.equal(0);
    const manifest = join(root, VERSION, 'version.manifest.yaml');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('  origin: foreign\n', ''));
    writeFileSync(join(root, CONTRACT), `${text}tags: [mine]\n`);
    const { code, stderr } = await run('upgrade', '--no-install');
    expect(code).to.equal(1);
    expect(stderr).to.contain(`${CONTRACT}:3:`).and.contain('did you mean idempotent?');
    expect(readFileSync(manifest, 'utf8')).to.not.contain('origin: foreign');
  });

  it('takes the last of two keys in a contract of other tools, with both lines', async () => {
    const { code, stdout } = await foreign(
      'name: node_billing_payment_effect\nnode_type: effect\ndescription: one\ndescription: two\n',
    );
    expect(code).to.equal(0);
    expect(findings(stdout).map(({ line, message }) => `${line} ${message}`)).to.include(
      '4 key "description" is written twice, also on line 3; the last one is used',
    );
  });

  it('refuses to delete on the word of a contract with a slip, unless it is told to', async () => {
    const text = 'name: node_billing_payment_effect\nnode_type: effect\nio_operations: [operation: pay]\n';
    expect((await foreign(text)).code).to.equal(0);
    const handler = join(root, VERSION, 'handlers/handler_pay.ts');
    writeFileSync(join(root, CONTRACT), text.replace('io_operations', 'io_operation'));
    const refused = await run('upgrade', '--no-install');
    expect(refused.code).to.equal(2);
    expect(refused.stderr).to.contain('did you mean io_operations?').and.contain('handlers/handler_pay.ts');
    expect(existsSync(handler)).to.equal(true);
    const { code, stdout } = await run('upgrade', '--yes', '--no-install');
    expect(code).to.equal(0);
    expect(stdout).to.match(/delete.*handler_pay\.ts/);
    expect(existsSync(handler)).to.equal(false);
  });
});
