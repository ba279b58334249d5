import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { findPlaceholders } from '../../../lib/project/index.ts';
import { folder, removeFolders } from '../../support/folders.ts';
import { run } from '../../support/process.ts';
import { nodeFromText, sampleNode, sampleProject, writeProject } from '../support.ts';

const CONTRACT = `name: node_shop_order_effect
node_type: EFFECT_GENERIC
io_operations:
  - {operation: create, input_fields: [customer: str, amount: Decimal], output_fields: [entity_id: str]}
  - {operation: read, input_fields: [entity_id: str], output_fields: [entity_id: str, customer: str, amount: Decimal]}
  - {operation: delete, input_fields: [entity_id: str], output_fields: [ok: bool]}
  - {operation: price, input_fields: [customer: str], output_fields: [customer: str, total: Decimal]}
`;

const WORKFLOW = `name: node_shop_sale_orchestrator
node_type: ORCHESTRATOR_GENERIC
annotations:
  operations: [{operation: run, input_fields: [sku: str], output_fields: [sku: str, paid: Decimal, note: "str | None", stock: int]}]
definitions:
  PayCompleted: {fields: {paid: Decimal}}
  ShipCompleted: {fields: {paid: Decimal, stock: int}}
workflow_coordination:
  workflow_definition:
    execution_graph:
      nodes: [{node_id: pay, node_type: EFFECT_GENERIC}, {node_id: ship, node_type: EFFECT_GENERIC, depends_on: [pay]}]
`;

const DRIVE = `
import { createTestNode } from 'onex-runtime/testing';
import { NodeOrderEffect } from './nodes/node_shop_order_effect/v1_0_0/node.ts';
import { ModelOrderConfig } from './nodes/node_shop_order_effect/v1_0_0/models/index.ts';
import { NodeSaleOrchestrator } from './nodes/node_shop_sale_orchestrator/v1_0_0/node.ts';

const warnings: string[] = [];
const warn = (...parts: unknown[]) => void warnings.push(String(parts.at(-1)));
const logger = { debug() {}, info() {}, warn, error() {}, child: () => logger };
const orders = await createTestNode(NodeOrderEffect, { config: ModelOrderConfig, logger } as never);
const send = async (operation: string, payload: object) => (await orders.send(payload, { operation })).payload;
const created = await send('create', { customer: 'Ada', amount: '9.90' });
const { entity_id } = created;
const read = await send('read', { entity_id });
const deleted = await send('delete', { entity_id });
const priced = await send('price', { customer: 'Ada' });
await orders.stop();
const sale = await createTestNode(NodeSaleOrchestrator, { logger } as never);
await sale.answer('pay', () => ({ paid: '1.00' }));
await sale.answer('ship', () => ({ paid: '2.00', stock: 3 }));
const { payload: sold } = await sale.send({ sku: 'tea' });
await sale.stop();
console.log(JSON.stringify({ created, read, deleted, priced, sold, warnings }));
`;

describe('generated code that its owner has not written', function () {
  this.timeout(60_000);
  afterEach(removeFolders);

  it('does what the fields make possible, and says of the rest what is missing', async () => {
    const root = await folder();
    const made = await Promise.all([CONTRACT, WORKFLOW].map((text) => nodeFromText(text, true)));
    await writeProject(root, [sampleProject(), ...made.map(({ unit }) => unit)]);
    await writeFile(join(root, 'drive.ts'), DRIVE);
    const args = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning', 'drive.ts'];
    const { stdout, stderr } = await run(process.execPath, args, { cwd: root });
    expect(stderr).to.equal('');
    const { created, read, deleted, priced, sold, warnings } = JSON.parse(stdout) as {
      readonly [name in 'created' | 'read' | 'deleted' | 'priced' | 'sold']: Record<string, unknown>;
    } & { readonly warnings: readonly string[] };
    expect(created['entity_id']).to.be.a('string');
    expect(read).to.deep.equal({
      entity_id: created['entity_id'],
      customer: 'Ada',
      amount: '9.90',
    });
    expect(deleted).to.deep.equal({ ok: true });
    expect(priced).to.have.nested.property('error.error_code', 'ONEX_CORE_141_METHOD_NOT_IMPLEMENTED');
    expect(JSON.stringify(priced)).to.contain(
      String.raw`The field \"total\" has no value. Write one in nodes/node_shop_order_effect/v1_0_0/handlers/handler_price.ts.`,
    );
    // The last step that has a field of the name gives it, else the start.
    expect(sold).to.deep.include({ sku: 'tea', paid: '2.00', stock: 3 });
    expect(warnings).to.include('price is a placeholder: no value for total');
    expect(warnings.join()).to.not.contain('create is a placeholder');
  });

  it('is listed by its files and lines, and no longer when it is written', async () => {
    const root = await folder();
    const { unit } = await nodeFromText(CONTRACT, true);
    const { unit: desk } = await sampleNode('effect', 'desk', { operations: ['refund'] });
    const { unit: payment } = await sampleNode('effect', 'payment');
    await writeProject(root, [sampleProject(), unit, desk, payment]);
    const nodes = [unit, desk, payment].map(({ name }) => name);
    const listed = await findPlaceholders(root, nodes);
    expect(listed.map(({ file, message }) => [file.split('/handlers/')[1], message])).to.deep.equal([
      ['handler_price.ts', 'a field has no value, so this code throws an error'],
      ['handler_refund.ts', 'the result is a sample that matches the contract'],
    ]);
    expect(listed[0]?.line).to.be.above(5);
    await writeFile(join(root, String(listed[0]?.file)), 'export const done = true;\n');
    expect(await findPlaceholders(root, nodes)).to.have.length(1);
  });
});

describe('the second delivery of a message', function () {
  this.timeout(60_000);
  afterEach(removeFolders);

  it('has the first answer of create and of delete', async () => {
    const root = await folder();
    const { unit } = await sampleNode('effect', 'payment');
    await writeProject(root, [sampleProject(), unit]);
    const handlers = './nodes/node_billing_payment_effect/v1_0_0/handlers';
    const script = `
import { Container } from 'onex-runtime';
import { HandlerCreate } from '${handlers}/handler_create.ts';
import { HandlerDelete } from '${handlers}/handler_delete.ts';
const container = new Container();
const context = (idempotencyKey, envelope_id) => ({ idempotencyKey, envelope: { envelope_id } });
const create = new HandlerCreate(container);
const first = create.handle({ data: { a: 1 } }, context('k1', 'e1'));
const again = create.handle({ data: { a: 1 } }, context('k1', 'e2'));
const remove = new HandlerDelete(container);
const { entity_id } = first;
const gone = [remove.handle({ entity_id }, context('k2', 'e3')), remove.handle({ entity_id }, context('k2', 'e4'))];
let other = 'answered';
try { remove.handle({ entity_id }, context('k3', 'e5')); } catch (error) { other = error.code; }
console.log(JSON.stringify({ same: JSON.stringify(first) === JSON.stringify(again), gone, other }));
`;
    const args = ['--conditions=onex-source', '--input-type=module-typescript', '--eval', script];
    const { stdout, stderr } = await run(process.execPath, args, { cwd: root });
    expect(stderr).to.equal('');
    expect(JSON.parse(stdout)).to.deep.include({ same: true, other: 'INVALID_PARAMETER' });
    const { gone } = JSON.parse(stdout) as { readonly gone: readonly unknown[] };
    expect(gone[1]).to.deep.equal(gone[0]);
  });
});
