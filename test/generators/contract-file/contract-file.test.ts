import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { built } from '../../support/built.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { onex } from '../../support/process.ts';

const effect = (operations: readonly string[], topics = ''): string =>
  `# ours\nname: node_billing_payment_effect\nnode_type: effect\nio_operations: # order matters\n${operations
    .map((line) => `  - ${line}\n`)
    .join('')}${topics}odd_key: "kept"\n`;

const reducer = (...states: readonly string[]): string =>
  [
    'name: node_billing_order_reducer\nnode_type: reducer\nstate_machine:\n  initial_state: open\n  states:\n',
    ...['open', ...states].map((state) => `    - state_name: ${state}\n`),
    '  transitions:\n',
    ...states.map((state) => `    - {from_state: open, to_state: ${state}, trigger: to_${state}}\n`),
  ].join('');

const NODE = 'nodes/node_billing_payment_effect';
const VERSION = `${NODE}/v1_0_0`;

interface Told {
  readonly status: string;
  readonly files: readonly { readonly path: string; readonly action: string }[];
  readonly warnings: readonly string[];
}

describe('a node from a contract file', function () {
  this.timeout(120_000);
  let root = '';
  before(built);
  beforeEach(async () => (root = await folder()));
  afterEach(removeFolders);

  async function make(text: string, ...args: readonly string[]): Promise<Told> {
    writeFileSync(join(root, 'given.yaml'), text);
    const { code, stdout } = await onex(
      ['node', '--contract', 'given.yaml', '--yes', '--json', '--no-install', ...args],
      { cwd: root },
    );
    const told = JSON.parse(stdout) as Told & { readonly error: string | null };
    expect(told.error).to.equal(null);
    expect(code).to.equal(0);
    return told;
  }
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  const has = (path: string): boolean => existsSync(join(root, path));
  const actions = ({ files }: Told, path: string): readonly string[] =>
    files.filter((file) => file.path.endsWith(path)).map(({ action }) => action);

  it('has the given text as its contract, byte for byte', async () => {
    const text = effect(['{operation: create, input_fields: [amount: Decimal]}']);
    await make(text);
    expect(read(`${VERSION}/contract.yaml`)).to.equal(text);
  });

  it('has what its profile sets, and needs the profile no longer', async () => {
    writeFileSync(join(root, 'effect_safe.yaml'), 'descriptor: {concurrency_policy: serialized}\n');
    const told = await make(`extends: effect_safe\n${effect(['{operation: create}'])}`);
    const contract = read(`${VERSION}/contract.yaml`);
    expect(contract).to.contain('concurrency_policy: serialized').and.contain('# order matters');
    expect(contract).to.not.contain('extends');
    expect(told.warnings.join('\n')).to.not.contain('extends');
  });

  it('is called by its own name, else by the one given, else after the file, and says so', async () => {
    const nameless = 'node_type: effect\n# kept\nio_operations: [{operation: read}]\n';
    const { warnings } = await make(nameless);
    expect(warnings.join()).to.contain('given.yaml has no name; the node is called node_given_effect');
    expect(read('nodes/node_given_effect/v1_0_0/contract.yaml')).to.equal(
      `name: node_given_effect\n${nameless}`,
    );
    expect(warnings.join())
      .to.contain('event_bus: no topic for commands is declared')
      .and.not.contain('warning:');
    await make(nameless, 'web-api');
    expect(has('nodes/node_web_api_effect/v1_0_0/node.ts')).to.equal(true);
    writeFileSync(join(root, 'given.yaml'), effect(['operation: create']));
    const { code, stderr } = await onex(['effect', 'other', '--contract', 'given.yaml', '--yes'], {
      cwd: root,
    });
    expect({ code, stderr }).to.deep.include({ code: 1 });
    expect(stderr).to.contain('--contract replaces the name: leave out the name, or change given.yaml');
  });

  it('follows the file: what is new appears, what is gone disappears, an edited handler stays and is told', async () => {
    await make(effect(['operation: create', 'operation: refund', 'operation: settle']));
    appendFileSync(join(root, `${VERSION}/handlers/handler_refund.ts`), '// mine\n');
    const told = await make(
      effect(
        ['{operation: create, input_fields: [amount: Decimal]}', 'operation: cancel'],
        'event_bus: {publish_topics: [onex.evt.billing.money-moved.v1]}\n',
      ),
    );
    expect(told.status).to.equal('done');
    expect(actions(told, 'handler_cancel.ts')).to.deep.equal(['create']);
    expect(actions(told, 'handler_settle.ts')).to.deep.equal(['delete']);
    expect(actions(told, 'handler_refund.ts')).to.deep.equal(['keep']);
    expect(has(`${VERSION}/handlers/handler_settle.ts`)).to.equal(false);
    expect(read(`${VERSION}/handlers/handler_refund.ts`)).to.contain('// mine');
    expect(read(`${VERSION}/node.ts`))
      .to.contain('HandlerCancel')
      .and.not.contain('HandlerSettle')
      .and.not.contain('HandlerRefund');
    expect(read(`${VERSION}/contract.yaml`)).to.equal(read('given.yaml'));
    const models = readdirSync(join(root, `${VERSION}/models`));
    expect(models.some((file) => read(`${VERSION}/models/${file}`).includes('amount'))).to.equal(true);
    expect(read(`${VERSION}/enums/enum_payment_operation_type.ts`))
      .to.contain('cancel')
      .and.not.contain('settle');
  });

  it('follows a change of the contract in the node by onex upgrade', async () => {
    await make(reducer('paid', 'lost'));
    const folderOf = 'nodes/node_billing_order_reducer/v1_0_0';
    writeFileSync(join(root, `${folderOf}/contract.yaml`), reducer('paid', 'returned'));
    const { code } = await onex(['upgrade', '--json', '--no-install'], { cwd: root });
    expect(code).to.equal(0);
    expect(read(`${folderOf}/contract.yaml`)).to.equal(reducer('paid', 'returned'));
    expect(read(`${folderOf}/enums/enum_order_operation_type.ts`))
      .to.contain('to_returned')
      .and.not.contain('to_lost');
    const again = await onex(['upgrade', '--json', '--no-install'], { cwd: root });
    expect(JSON.parse(again.stdout).status).to.equal('unchanged');
  });

  it('follows the node that does a step: its fields become the command, by onex upgrade too', async () => {
    const pay = (fields: string): string => effect([`{operation: create, input_fields: [${fields}]}`]);
    await make(pay('amount: Decimal'));
    const { warnings } = await make(`name: node_billing_checkout_orchestrator
node_type: orchestrator
annotations:
  operations: [{operation: run, input_fields: [amount: Decimal]}]
  workflow: {steps: {pay: {node: node_billing_payment_effect, operation: create}}}
workflow_coordination:
  workflow_definition: {execution_graph: {nodes: [{node_id: pay, node_type: EFFECT_GENERIC}]}}
`);
    expect(warnings.join('\n')).not.to.contain('nothing before step');
    const step = 'nodes/node_billing_checkout_orchestrator/v1_0_0/handlers/handler_pay.ts';
    expect(read(step)).to.contain('command: ({ start }) => ({ amount: start.input.amount }),');
    const upgrade = async (): Promise<unknown> => {
      const { stdout } = await onex(['upgrade', '--json', '--no-install'], { cwd: root });
      return JSON.parse(stdout).status;
    };
    expect(await upgrade()).to.equal('unchanged');
    await make(pay('amount: Decimal, currency: str'));
    expect(await upgrade()).to.equal('done');
    expect(read(step))
      .to.contain("currency: missingValue(import.meta.url, 'currency')")
      .and.to.contain("unfilled: ['currency'],");
    expect(await upgrade()).to.equal('unchanged');
  });

  it('says which other node takes the same commands', async () => {
    await make(effect(['operation: create']));
    const { warnings } = await make(
      'name: node_billing_payment_compute\nnode_type: compute\nevent_bus: {subscribe_topics: [onex.cmd.billing.payment-requested.v1]}\n',
    );
    expect(warnings.filter((warning) => warning.includes('node_billing_payment_effect'))).to.deep.equal([
      'node_billing_payment_compute and node_billing_payment_effect take the commands on ' +
        'onex.cmd.billing.payment-requested.v1: each of them answers; name another topic in the contract of one of them',
    ]);
  });

  it('puts a compute on the bus when its contract says what it listens to', async () => {
    await make(
      'name: node_billing_tax_compute\nnode_type: compute\nevent_bus: {subscribe_topics: [onex.cmd.billing.tax-asked.v1]}\n',
    );
    await make('name: node_billing_sum_compute\nnode_type: compute\n');
    expect(read('nodes/node_billing_tax_compute/v1_0_0/node.ts')).to.contain('EVENT_BUS_AVAILABLE');
    expect(read('nodes/node_billing_sum_compute/v1_0_0/node.ts')).to.not.contain('EVENT_BUS_AVAILABLE');
  });
});
