import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { shop } from './shop.ts';
import {
  CHECKOUT,
  copyOf,
  generate,
  ORDER,
  PAYMENT,
  read,
  rename,
  typeErrors,
  write,
  type RenameReport,
} from './support.ts';

const INVOICE = PAYMENT.replace('payment', 'invoice');
/** Type-checks after each rename, and not only at the end. */
const EACH = process.env['ONEX_LONG_TESTS'] !== undefined;

const placesIn = ({ mentions }: RenameReport, path: string): string[] =>
  mentions.filter((one) => one.path === path).map(({ line, column }) => `${line}:${column}`);

/** Each test goes on with the project of the one before it. */
describe('onex rename, one after the other', function () {
  this.timeout(120_000);
  let root = '';

  before(async () => {
    root = await shop();
    expect(typeErrors(root)).to.equal('');
  });
  afterEach(() => {
    if (EACH) expect(typeErrors(root)).to.equal('');
  });
  after(() => rmSync(root, { recursive: true }));

  it('renames an operation in the code of its owner, and leaves what its handler does', async () => {
    await rename(root, ['payment:create', 'payment:charge']);
    expect(read(root, `${PAYMENT}/handlers/handler_charge.ts`))
      .to.include('export class HandlerCharge')
      .and.include('this.#store.create(id, input.data, context.idempotencyKey)')
      .and.include('// create is not for big data');
    expect(read(root, `${PAYMENT}/handlers/rules.ts`))
      .to.include("[EnumPaymentOperationType.CHARGE, 'create']")
      .and.include("const other = { create: 'create', data: 1 };");
    expect(read(root, `${CHECKOUT}/contract.yaml`))
      .to.include('operation: charge\n')
      .and.include('create_payment:\n');
    expect(read(root, `${PAYMENT}/node.test.ts`))
      .to.include("{ operation: 'charge' }")
      .and.not.include("'create'");
    expect(read(root, 'config/nodes.yaml')).to.include('"node_billing_payment_effect:charge"');
  });

  it('renames a field of one model, by what the type checker knows', async () => {
    const report = await rename(root, ['payment', 'field', 'charge', 'data', 'body']);
    expect(read(root, `${PAYMENT}/handlers/rules.ts`))
      .to.include("ModelPaymentChargeInput['body']")
      .and.include('isBig({ body: data, entity_id }')
      .and.include('data: 1 }');
    expect(read(root, `${PAYMENT}/models/model_payment_read.ts`)).to.include('  data: ');
    expect(read(root, `${CHECKOUT}/handlers/handler_create_payment.ts`)).to.include('body: start.input.data');
    expect(placesIn(report, `${PAYMENT}/handlers/rules.ts`)).to.include('7:30');
  });

  it('renames a step in the contract and in the code of its owner', async () => {
    await rename(root, ['checkout:create_payment', 'pay']);
    expect(read(root, `${CHECKOUT}/handlers/handler_pay.ts`))
      .to.include("step<ModelCheckoutInput, StepsCheckout, 'pay'>")
      .and.include('context.start.input.data === null');
    expect(read(root, `${CHECKOUT}/workflow.ts`)).to.include('context.results.pay?.entity_id');
  });

  it('renames a state', async () => {
    const { warnings } = await rename(root, ['order', 'state', 'active', 'running']);
    expect(read(root, `${ORDER}/models/model_order_output.ts`)).to.include("z.enum(['idle', 'running',");
    expect(warnings.join('\n')).to.include('Stored entities in the state active');
  });

  it('renames a topic in every contract and in config/', async () => {
    const topic = 'onex.evt.billing.payment-completed.v1';
    await rename(root, [topic, 'onex.evt.billing.payment-settled.v1']);
    for (const path of [`${PAYMENT}/contract.yaml`, `${CHECKOUT}/node.test.ts`, 'config/nodes.yaml'])
      expect(read(root, path)).to.include('onex.evt.billing.payment-settled.v1').and.not.include(topic);
  });

  it('renames a node with its folder, files, classes, imports, tests, and the steps of other nodes', async () => {
    const report = await rename(root, ['payment', 'invoice']);
    expect(existsSync(join(root, 'nodes/node_billing_payment_effect'))).to.equal(false);
    expect(read(root, `${INVOICE}/contract.yaml`))
      .to.include('name: node_billing_invoice_effect\n')
      .and.include('  # first create, then read\n');
    expect(read(root, `${INVOICE}/handlers/handler_charge.ts`))
      .to.include('handle(input: ModelInvoiceChargeInput, context: HandlerContext)')
      .and.include('if (isBig(input)) throw new Error(`${input.entity_id} is too big to create`);');
    expect(read(root, `${INVOICE}/handlers/rules.ts`))
      .to.include("export type Data = ModelInvoiceChargeInput['body'];")
      .and.include('models.ModelInvoiceReadInput.parse')
      .and.include('shadowed(ModelPaymentCreateInput: string): string {\n  return ModelPaymentCreateInput;');
    expect(read(root, `${INVOICE}/handlers/logo.bin`)).to.equal('\0\u0001payment');
    expect(read(root, 'nodes/shared/payments.ts'))
      .to.include("from '../node_billing_invoice_effect/v1_0_0/models/index.ts'")
      .and.include("new URL('../node_billing_invoice_effect/v1_0_0/contract.yaml'");
    expect(read(root, `${CHECKOUT}/contract.yaml`)).to.include('node: node_billing_invoice_effect\n');
    expect(read(root, 'config/nodes.yaml'))
      .to.include('\nnode_billing_invoice_effect:\n')
      .and.include('"node_billing_invoice_effect:charge"')
      .and.include('# node_billing_payment_effect is ours');
    expect(read(root, 'config/prod/node_billing_invoice_effect.yaml')).to.equal('max_entries: 7\n');
    expect(placesIn(report, 'config/nodes.yaml')).to.include('1:3');
    expect(placesIn(report, 'scripts/send.sh')).to.deep.equal(['1:23']);
    expect(placesIn(report, '.github/workflows/ci.yml')).to.deep.equal(['1:19']);
    expect(report.warnings.join('\n')).to.match(
      /Consumer groups contain the name.*node_billing_invoice_effect/,
    );
  });

  it('renames a domain with the names of its nodes, its topics, and the settings of the project', async () => {
    await rename(root, ['billing', 'order-desk']);
    expect(JSON.parse(read(root, '.yo-rc.json'))).to.have.nested.property(
      'generator-onex.domain',
      'order-desk',
    );
    const contract = read(root, 'nodes/node_order_desk_invoice_effect/v1_0_0/contract.yaml');
    expect(contract).to.include('domain: order-desk').and.include('onex.cmd.order-desk.payment-requested.v1');
    expect(read(root, 'nodes/node_order_desk_checkout_orchestrator/v1_0_0/steps.ts')).to.not.include(
      'illing',
    );
  });

  it('leaves a project that compiles, and nothing to do for an upgrade', async () => {
    expect(typeErrors(root)).to.equal('');
    expect(JSON.parse(await generate(root, 'upgrade', [], { install: false }))).to.include({
      status: 'unchanged',
    });
  });
});

/** Finds a fault in what a rename leaves. */
const COMPILER = `
const { existsSync } = require('node:fs');
if (existsSync('${dirname(INVOICE)}')) console.log('one.ts(1,1): error TS1: new');
process.exitCode = 2;
`;

describe('onex rename without TypeScript', function () {
  this.timeout(60_000);

  it('follows names through imports, says what it cannot know, reports new errors of the compiler, and writes nothing with --dry-run', async () => {
    const start = await shop();
    rmSync(join(start, 'node_modules/typescript'));
    const root = copyOf(start);
    write(root, 'node_modules/typescript/bin/tsc', COMPILER);
    const dry = await rename(root, ['payment', 'invoice'], { 'dry-run': true, typecheck: true });
    expect(dry.files.length).to.be.greaterThan(20);
    expect(existsSync(join(root, INVOICE))).to.equal(false);
    expect(read(root, `${CHECKOUT}/contract.yaml`)).to.equal(read(start, `${CHECKOUT}/contract.yaml`));
    const { warnings, types } = await rename(root, ['payment', 'invoice'], { typecheck: true });
    expect(types?.errors).to.have.length(1);
    expect(process.exitCode).to.equal(2);
    process.exitCode = undefined;
    expect(warnings.join('\n')).to.include('TypeScript 7 is not installed in the project');
    expect(read(root, 'nodes/shared/payments.ts')).to.include(
      'import type { ModelInvoiceCreateOutput as ModelPaymentCreateOutput }',
    );
    expect(read(root, `${INVOICE}/handlers/rules.ts`)).to.include(
      'ModelInvoiceCreateInput as ModelPaymentCreateInput',
    );
    rmSync(start, { recursive: true });
    rmSync(dirname(root), { recursive: true });
  });
});
