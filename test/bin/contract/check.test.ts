import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../../support/built.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { onex } from '../../support/process.ts';

const VALID = `name: node_billing_payment_effect
contract_version: { major: 1, minor: 0, patch: 0 }
node_type: EFFECT_GENERIC
description: Keeps payments
input_model: billing.models.ModelPaymentInput
output_model: billing.models.ModelPaymentOutput
io_operations:
  - operation_type: create
event_bus:
  version: { major: 1, minor: 0, patch: 0 }
  subscribe_topics: [onex.cmd.billing.payment-requested.v1]
  publish_topics: [onex.evt.billing.payment-completed.v1, onex.evt.billing.payment-failed.v1]
`;

/** An orchestrator whose only step waits TIMEOUT for the node above. */
const SALE = `name: node_billing_sale_orchestrator
contract_version: { major: 1, minor: 0, patch: 0 }
node_type: ORCHESTRATOR_GENERIC
description: Sells things
input_model: billing.models.ModelSaleInput
output_model: billing.models.ModelSaleOutput
performance: { single_operation_max_ms: 90000 }
workflow_coordination:
  workflow_definition:
    workflow_metadata: { workflow_name: sale }
    execution_graph:
      nodes: [{ node_id: pay, node_type: EFFECT_GENERIC, depends_on: [] }]
annotations:
  domain: billing
  operations: [{ operation: run }]
  workflow:
    steps:
      pay: { node: node_billing_payment_effect, operation: create, timeout_ms: TIMEOUT }
`;

describe('onex contract check', function () {
  before(async function () {
    this.timeout(60_000);
    await built();
  });
  afterEach(removeFolders);

  async function check(files: Readonly<Record<string, string | Buffer>>, ...args: readonly string[]) {
    const cwd = await folder();
    for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text);
    return onex(['contract', 'check', ...args], { cwd });
  }

  it('says of a strict contract that it is valid and ends with 0', async () => {
    expect(await check({ 'a.yaml': VALID }, 'a.yaml')).to.deep.equal({
      code: 0,
      stdout: 'a.yaml: valid\n',
      stderr: '',
    });
  });

  it('says that models at the top are not portable, and takes them under annotations', async () => {
    const top = `${VALID.replace('create', 'create\n    input_fields: [line: Line]')}definitions: { Line: { sku: str } }\n`;
    const within = top.replace('definitions: {', 'annotations: { definitions: {').replace(/\n$/, ' }\n');
    const { code, stdout } = await check({ 'a.yaml': top, 'b.yaml': within }, 'a.yaml', 'b.yaml');
    expect(code).to.equal(0);
    expect(stdout.split('\n')).to.deep.equal([
      'a.yaml:14:1: warning: definitions: Python’s strict validator rejects this key, so the contract is not portable; move it to annotations.definitions',
      'a.yaml: valid, but not portable',
      'b.yaml: valid',
      '',
    ]);
  });

  it('names a step whose limit is too short for its node in the project, and stays valid', async () => {
    const cwd = await folder();
    const versionOf = (node: string): string => join('nodes', node, 'v1_0_0');
    const sale = join(versionOf('node_billing_sale_orchestrator'), 'contract.yaml');
    for (const node of ['node_billing_sale_orchestrator', 'node_billing_payment_effect'])
      await mkdir(join(cwd, versionOf(node)), { recursive: true });
    await writeFile(
      join(cwd, versionOf('node_billing_payment_effect'), 'contract.yaml'),
      `${VALID}performance: { single_operation_max_ms: 60000 }\n`,
    );
    const told = async (timeout: number): Promise<readonly string[]> => {
      await writeFile(join(cwd, sale), SALE.replace('TIMEOUT', String(timeout)));
      const { code, stdout } = await onex(['contract', 'check', sale], { cwd });
      expect(code).to.equal(0);
      return stdout.split('\n').filter((line) => line.includes('step "pay"'));
    };
    const line = SALE.split('\n').findIndex((one) => one.includes('TIMEOUT')) + 1;
    const [warning, ...others] = await told(60_000);
    expect(others).to.deep.equal([]);
    expect(warning).to.match(
      new RegExp(`sale_orchestrator/v1_0_0/contract\\.yaml:${line}:\\d+: warning: `, 'u'),
    );
    expect(warning).to.include('waits 60000 ms, but node_billing_payment_effect may take 60000 ms');
    expect(await told(60_001)).to.deep.equal([]);
    expect((await told(9_000))[0]).to.include('set its timeout_ms to 75000 or more');
  });

  it('takes what `onex effect` writes', async () => {
    const cwd = await folder();
    await onex(['effect', 'payment', '--domain', 'billing', '--yes', '--no-install'], { cwd });
    const written = 'nodes/node_billing_payment_effect/v1_0_0/contract.yaml';
    const { code, stdout } = await onex(['contract', 'check', written], { cwd });
    expect(stdout).to.equal(`${written}: valid\n`);
    expect(code).to.equal(0);
  });

  it('prints one line for each fault of each file, with its place, and ends with 1', async () => {
    const broken = VALID.replace('description: Keeps payments\n', 'colour: red\n').replace(
      'payment-failed.v1',
      'Payment.v1',
    );
    const { code, stdout, stderr } = await check({ 'a.yaml': VALID, 'b.yaml': broken }, 'a.yaml', 'b.yaml');
    expect(stderr).to.equal('');
    expect(code).to.equal(1);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).to.equal('a.yaml: valid');
    expect(lines.slice(1).every((line) => /^b\.yaml:\d+:\d+: \S/.test(line))).to.equal(true);
    expect(stdout).to.match(/^b\.yaml:4:1: colour: is not a key of a strict contract/m);
    expect(stdout).to.match(/^b\.yaml:1:1: description: is missing/m);
    expect(stdout).to.match(/^b\.yaml:12:59: event_bus\.publish_topics\[1\]: /m);
    expect(new Set(lines.map((line) => line.split(' ', 1)[0])).size).to.equal(lines.length);
  });

  it('prints warnings and still ends with 0', async () => {
    const silent = VALID.replace(/event_bus:[^]*$/, '');
    const { code, stdout } = await check({ 'a.yaml': silent }, 'a.yaml');
    expect(stdout).to.match(/^a\.yaml:\d+:\d+: warning: event_bus: no topic for commands is declared/m);
    expect(stdout).to.match(/^a\.yaml: valid$/m);
    expect(code).to.equal(0);
  });

  it('prints one object with --json', async () => {
    const { code, stdout } = await check(
      { 'a.yaml': VALID.replace('EFFECT_GENERIC', 'NOTHING') },
      '--json',
      'a.yaml',
    );
    const { status, files, error } = JSON.parse(stdout);
    expect({ code, status, error }).to.deep.equal({ code: 1, status: 'invalid', error: null });
    expect(files[0].file).to.equal('a.yaml');
    expect(files[0].issues).to.have.length(1);
    expect(files[0].issues[0]).to.include({ severity: 'error', line: 3, column: 12 });
    expect(files[0].issues[0].path).to.deep.equal(['node_type']);
    const valid = await check({ 'a.yaml': VALID }, 'a.yaml', '--json');
    expect(JSON.parse(valid.stdout)).to.deep.equal({
      status: 'valid',
      files: [{ file: 'a.yaml', issues: [] }],
      error: null,
    });
  });

  const large = Buffer.alloc(10 * 1024 * 1024, 'a');
  for (const { title, args, says } of [
    {
      title: 'a file that is not there',
      args: ['none.yaml'],
      says: /none\.yaml cannot be read: it does not/,
    },
    { title: 'a folder', args: ['below'], says: /below is a folder, not a file/ },
    { title: 'a file of 10 MB', args: ['large'], says: /large is larger than a contract may be/ },
    { title: 'bytes that are no text', args: ['bytes'], says: /bytes is not UTF-8 text/ },
    { title: 'no file', args: [], says: /needs at least one FILE/ },
    {
      title: 'an unknown option',
      args: ['a.yaml', '--jsn'],
      says: /Unknown option "--jsn" of onex contract\. Did you mean --json\?/,
    },
  ]) {
    it(`refuses ${title} in one line`, async () => {
      const cwd = await folder();
      await mkdir(join(cwd, 'below'));
      await writeFile(join(cwd, 'large'), large);
      await writeFile(join(cwd, 'bytes'), Buffer.from([0x66, 0xff, 0xfe]));
      const { code, stdout, stderr } = await onex(['contract', 'check', ...args], { cwd });
      expect(stderr).to.match(says);
      expect(stderr.trimEnd().split('\n')).to.have.length(1);
      expect(stdout).to.equal('');
      expect(code).to.equal(1);
    });
  }

  it('reports an orchestrator that nothing can start, and a handler that no message reaches', async () => {
    const cwd = await folder();
    const dead = `name: node_shop_dead_orchestrator
node_type: ORCHESTRATOR_GENERIC
event_bus: {subscribe_topics: [onex.evt.shop.paid.v1]}
workflow_coordination: {workflow_definition: {execution_graph: {nodes: [{node_id: pay}]}}}
annotations: {workflow: {steps: {pay: {command_topic: onex.cmd.shop.pay.v1, completed_topic: onex.evt.shop.paid.v1}}}}
`;
    const unreached = `name: node_shop_audit_orchestrator
node_type: ORCHESTRATOR_GENERIC
handler_routing:
  routing_strategy: operation_match
  handlers:
    - {handler: {name: HandlerAudit, module: m}, event_type: shop.audit}
`;
    await writeFile(join(cwd, 'dead.yaml'), dead);
    await writeFile(join(cwd, 'unreached.yaml'), unreached);
    const { code, stdout, stderr } = await onex(['contract', 'check', 'dead.yaml', 'unreached.yaml'], {
      cwd,
    });
    expect(stdout + stderr).to.match(/dead\.yaml:3:\d+: .*nothing can start the workflow/);
    expect(stdout + stderr).to.match(/unreached\.yaml:6:\d+: .*operation is missing/);
    expect(code).to.equal(1);
  });

  it('suggests the action that was probably meant', async () => {
    const { code, stderr } = await onex(['contract', 'chekc', 'a.yaml'], { cwd: await folder() });
    expect(stderr).to.match(/Unknown action "chekc" of onex contract\. Did you mean check\?/);
    expect(code).to.equal(1);
  });

  it('has help of its own', async () => {
    const { stdout } = await onex(['contract', '--help'], { cwd: await folder() });
    expect(stdout).to.include('check FILE…').and.to.include('--json');
  });
});
