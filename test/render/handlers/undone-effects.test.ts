import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { folder, removeFolders } from '../../support/folders.ts';
import { run } from '../../support/process.ts';
import { sampleNode, sampleProject, writeProject } from '../support.ts';

/** Sends commands with keys of their own to the generated effect, and prints what each was answered. */
const DRIVE = `
import { createEnvelope, parseEnvelope } from 'onex-runtime/event-bus';
import { createTestNode } from 'onex-runtime/testing';
import { ModelPaymentConfig } from './nodes/node_billing_payment_effect/v1_0_0/models/index.ts';
import { NodePaymentEffect } from './nodes/node_billing_payment_effect/v1_0_0/node.ts';

const test = await createTestNode(NodePaymentEffect, { config: ModelPaymentConfig });
const send = async (payload, options) => {
  const envelope = createEnvelope(payload, options);
  const topic = 'onex.cmd.billing.payment-requested.v1';
  await test.transport.publish([{ topic, key: null, value: JSON.stringify(envelope), headers: {} }]);
  const answer = await test.transport.until((record) => {
    const found = parseEnvelope(Buffer.from(record.value ?? ''));
    return found.metadata.tags.causation_id === envelope.envelope_id ? found.payload : undefined;
  }, 5000);
  return answer.error === undefined ? answer : { failed: answer.error.error_code };
};
const create = (key) => send({ operation: 'create', data: { sum: 1 } }, { idempotencyKey: key });
const undo = (key, compensates, entity_id) =>
  send({ operation: 'delete', entity_id }, { idempotencyKey: key, compensates });
const read = (entity_id) => send({ operation: 'read', entity_id });
const K = (n) => '00000000-0000-4000-8000-00000000000' + n;

const answers = [
  await create(K(1)), await create(K(1)), await read(K(1)),
  await undo(K(2), K(1), K(1)), await undo(K(2), K(1), K(1)), await read(K(1)),
  await undo(K(4), K(3), K(3)), await create(K(3)),
  await create(K(5)), await undo(K(6), K(7), K(5)), await read(K(5)),
];
console.log(JSON.stringify(answers));
await test.stop();
`;

type Answer = Readonly<Record<string, unknown>>;

describe('a generated effect', function () {
  this.timeout(120_000);
  afterEach(removeFolders);

  it('does and undoes by the keys of the commands, whatever their order and however often they come', async () => {
    const root = await folder();
    const { unit } = await sampleNode('effect', 'payment', { operations: ['create', 'read', 'delete'] });
    await writeProject(root, [sampleProject(), unit]);
    await writeFile(join(root, 'drive.ts'), DRIVE);
    const args = ['--conditions=onex-source', '--disable-warning=ExperimentalWarning', 'drive.ts'];
    const { stdout, stderr } = await run(process.execPath, args, { cwd: root });
    expect(stderr).to.equal('');
    const [first, second, present, undone, undoneAgain, gone, nothing, refused, other, foreign, kept] =
      JSON.parse(stdout) as readonly Answer[];
    expect(first).to.include({ entity_id: '00000000-0000-4000-8000-000000000001' });
    expect(second).to.deep.equal(first);
    expect(present).to.deep.include({ data: { sum: 1 } });
    expect(undone).to.include({ deleted: true });
    expect(undoneAgain).to.deep.equal(undone);
    expect(gone).to.deep.equal({ failed: 'ONEX_CORE_001_INVALID_PARAMETER' });
    // Undone before it came: that is answered, and the creation is refused.
    expect(nothing).to.include({ deleted: true });
    expect(refused).to.deep.equal({ failed: 'ONEX_CORE_086_INVALID_STATE' });
    // A record that another request created stays, though it has the same id.
    expect(other).to.include({ entity_id: '00000000-0000-4000-8000-000000000005' });
    expect(foreign).to.include({ deleted: true });
    expect(kept).to.deep.include({ data: { sum: 1 } });
  });
});
