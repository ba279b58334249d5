import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { folder, removeFolders } from '../../support/folders.ts';
import { run } from '../../support/process.ts';
import { nodeFromText, ROOT, sampleNode, sampleProject, textOf, writeProject } from '../support.ts';

const CONTRACT = `name: node_billing_payment_effect
contract_version: {major: 1, minor: 0, patch: 0}
node_type: EFFECT_GENERIC
description: Keeps payments.
input_model: m.ModelPaymentInput
output_model: m.ModelPaymentOutput
io_operations:
  - operation: create
    input_fields: [entity_id: "str | None", data: "dict[str, Any]", amount: float, currency: str]
    output_fields: [entity_id: str, data: "dict[str, Any]"]
  - operation: read
    input_fields: [entity_id: str]
    output_fields: [entity_id: str, data: "dict[str, Any]"]
  - operation: update
    input_fields: [entity_id: str, data: "dict[str, Any]", amount: "float | None", currency: "str | None"]
    output_fields: [entity_id: str, data: "dict[str, Any]"]
annotations: {domain: billing}
`;

const DRIVE = `
import { createTestNode } from 'onex-runtime/testing';
import { NodePaymentEffect } from './nodes/node_billing_payment_effect/v1_0_0/node.ts';
import { ModelPaymentConfig } from './nodes/node_billing_payment_effect/v1_0_0/models/index.ts';

const node = await createTestNode(NodePaymentEffect, { config: ModelPaymentConfig });
const send = async (operation, payload) => (await node.send(payload, { operation })).payload.data;
const entity_id = 'a';
const kept = [
  await send('create', { entity_id, data: { x: 1 }, amount: 1, currency: 'EUR' }),
  await send('update', { entity_id, data: { x: 2 }, amount: 3 }),
  await send('read', { entity_id }),
];
console.log(JSON.stringify(kept));
await node.stop();
`;

describe('what the handlers of an effect keep of a record', function () {
  this.timeout(60_000);
  afterEach(removeFolders);

  it('is what data holds, where there is nothing else', async () => {
    const { unit } = await sampleNode('effect', 'payment');
    expect(textOf(unit, 'v1_0_0/handlers/handler_create.ts')).to.contain(
      '.create(id, input.data, context.idempotencyKey);',
    );
    expect(textOf(unit, 'v1_0_0/handlers/handler_update.ts')).to.contain('(input.entity_id, input.data);');
  });

  it('has other fields beside it, of the same shape whichever operation wrote or reads it', async () => {
    const root = await folder();
    const { unit } = await nodeFromText(CONTRACT, true);
    await writeProject(root, [sampleProject(), unit]);
    const tsc = ['--noEmit', '--customConditions', 'onex-source'];
    expect((await run(join(ROOT, 'node_modules/.bin/tsc'), tsc, { cwd: root })).stdout).to.equal('');
    await writeFile(join(root, 'drive.ts'), DRIVE);
    const args = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning', 'drive.ts'];
    const { stdout, stderr } = await run(process.execPath, args, { cwd: root });
    expect(JSON.parse(stdout || JSON.stringify(stderr))).to.deep.equal([
      { x: 1, amount: 1, currency: 'EUR' },
      { x: 2, amount: 3, currency: 'EUR' },
      { x: 2, amount: 3, currency: 'EUR' },
    ]);
  });
});
