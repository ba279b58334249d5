import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { findNodes } from '../../../runtime/src/cli/project/find-nodes.ts';
import { projectLinks } from '../../../lib/graph/index.ts';
import { projectContracts } from '../../../lib/project/index.ts';
import { scopeOf } from '../../../generators/upgrade/scope.ts';
import { shop } from './shop.ts';
import { CHECKOUT, copyOf, generate, PAYMENT, read, refusal, rename, typeErrors } from './support.ts';

const FOLDER = 'nodes/sales/node_billing_payment_effect';
const MOVED = `${FOLDER}/v1_0_0`;

/** Each test goes on with the project of the one before it. */
describe('nodes in subfolders of nodes/', function () {
  this.timeout(60_000);
  let start = '';
  let root = '';

  before(async () => {
    start = await shop();
    root = copyOf(start);
  });
  after(() => [start, dirname(root)].forEach((folder) => rmSync(folder, { recursive: true })));

  const upgrade = async (): Promise<string> =>
    (JSON.parse(await generate(root, 'upgrade', [], { install: false })) as { status: string }).status;

  it('are made by a move, with the imports of and from other folders', async () => {
    const report = await rename(root, ['payment', 'sales/']);
    expect(report.warnings).to.deep.equal([]);
    expect(existsSync(join(root, 'nodes/node_billing_payment_effect'))).to.equal(false);
    expect(read(root, `${MOVED}/handlers/handler_create.ts`)).to.include('// create is not for big data');
    expect(read(root, `${MOVED}/contract.yaml`)).to.include('$schema=../../../../node_modules/onex-runtime/');
    expect(read(root, `${CHECKOUT}/steps.ts`)).to.include(
      "'../../sales/node_billing_payment_effect/v1_0_0/models/index.ts'",
    );
    expect(read(root, 'nodes/shared/payments.ts')).to.include(
      "'../sales/node_billing_payment_effect/v1_0_0/models/",
    );
  });

  it('are up to date, and found by name, by path, and by the runtime', async () => {
    expect(await upgrade()).to.equal('unchanged');
    const meant = async (word: string) => (await scopeOf([word], root, root)).nodes;
    for (const word of [
      'payment',
      'node_billing_payment_effect',
      FOLDER,
      'nodes/sales',
      `${MOVED}/contract.yaml`,
    ])
      expect(await meant(word)).to.deep.equal(['sales/node_billing_payment_effect']);
    expect(await projectLinks(projectContracts(root))).to.deep.equal(
      await projectLinks(projectContracts(start)),
    );
    const node = findNodes(root).find(({ name }) => name === 'node_billing_payment_effect');
    expect(node?.folder).to.equal(join(root, MOVED));
  });

  it('take a changed answer where they are, and what drives them follows', async () => {
    await generate(root, 'effect', ['payment'], { operations: 'refund', install: false });
    expect(existsSync(join(root, MOVED, 'handlers/handler_refund.ts'))).to.equal(true);
    expect(existsSync(join(root, PAYMENT))).to.equal(false);
    await generate(root, 'orchestrator', ['repay'], { steps: 'payment:refund', install: false });
    const contract = read(root, 'nodes/node_billing_repay_orchestrator/v1_0_0/contract.yaml');
    expect(contract).to.include('node: node_billing_payment_effect\n');
    expect(await upgrade()).to.equal('unchanged');
  });

  it('are renamed in their subfolder, and moved deeper and back', async () => {
    await rename(root, ['payment:refund', 'repay']);
    await rename(root, ['checkout', 'nodes/sales/flows/checkout']);
    expect(read(root, 'nodes/sales/flows/node_billing_checkout_orchestrator/v1_0_0/steps.ts')).to.include(
      "'../../../node_billing_payment_effect/v1_0_0/models/index.ts'",
    );
    await rename(root, ['payment', 'invoice']);
    expect(existsSync(join(root, 'nodes/sales/node_billing_invoice_effect/v1_0_0/node.ts'))).to.equal(true);
    await rename(root, ['invoice', 'nodes/']);
    expect(existsSync(join(root, 'nodes/node_billing_invoice_effect/v1_0_0/node.ts'))).to.equal(true);
    expect(typeErrors(root)).to.equal('');
    expect(await upgrade()).to.equal('unchanged');
  });

  const REFUSED: Readonly<Record<string, readonly [to: string, message: RegExp]>> = {
    'a folder outside of nodes/': ['../sales/', /contains "\.\."/],
    'the folder that it is in': ['nodes/', /already has this name/],
    'a folder of a version': ['v1_0_0/', /contains "v1_0_0"/],
    'a folder in another node': ['node_billing_order_reducer/', /is a node, which holds no other nodes/],
    'a folder of packages': ['node_modules/', /contains "node_modules"/],
    'a folder that onex graph check leaves out': ['sales/Vendor/', /contains "Vendor"/],
    'too many folders': ['a/b/c/d/', /is deeper than 3 folders/],
    'another name with another folder': ['sales/tax', /rename it first, then move it/],
  };
  for (const [name, [to, message]] of Object.entries(REFUSED)) {
    it(`are not made in ${name}`, async () => expect(await refusal(root, ['invoice', to])).to.match(message));
  }
});
