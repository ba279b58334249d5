/**
 * Copied into a generated project and run there: drives every node on a bus in memory and prints what was published, a
 * record a line. Afterwards the lines of standard input, envelopes that others made, are sent to the effect.
 */
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { NodeClass } from 'onex-runtime/start';
import { createTestNode, type TestNode } from 'onex-runtime/testing';

/** What each kind of node of the project understands. */
const PAYLOAD = { data: { item: 'tea', primary: 3 }, entity_id: 'order-1' };
const REQUEST = 'onex.cmd.platform.request-introspection.v1';
const UNREADABLE = [
  'not JSON',
  '{"envelope_id":"10000000-0000-4000-8000-000000000001"}',
  Buffer.from([0xff, 0xfe]),
];

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** A beat is due after `ONEX_HEARTBEAT_SECONDS`. */
const beat = (): Promise<void> => new Promise((done) => setTimeout(done, 1500));

async function drive(test: TestNode): Promise<void> {
  const { contract } = test.node;
  const topic = contract.topics.subscribe.find(({ category }) => category === 'COMMAND')?.topic ?? '';
  for (const step of contract.workflow?.steps ?? []) await test.answer(step.id, () => PAYLOAD);
  for (const { name } of contract.operations) await test.send(PAYLOAD, { operation: name });
  for (const value of UNREADABLE) await test.transport.publish([{ topic, key: 'a', value, headers: {} }]);
  await test.transport.publish([{ topic: REQUEST, key: null, value: '{}', headers: {} }]);
  await beat();
}

async function readForeign(test: TestNode): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const [topic = '', value = ''] = line.split('\t');
    const { correlation_id: id } = JSON.parse(value) as { correlation_id: string };
    await test.transport.publish([{ topic, key: null, value, headers: {} }]);
    const answer = await test.transport.until((record) => {
      const ours = record.topic !== topic && record.value?.includes(id);
      return ours ? record.topic : undefined;
    }, 2000);
    print({ foreign: topic, correlation_id: id, answer: answer ?? null });
  }
}

for (const file of globSync('nodes/*/v*/node.ts')) {
  const module = (await import(resolve(file))) as Record<string, NodeClass>;
  const NodeOfFile = Object.values(module).find((one) => one.name.startsWith('Node'));
  if (NodeOfFile === undefined) throw new Error(`${file} exports no node`);
  const test = await createTestNode(NodeOfFile);
  await drive(test);
  const driven = test.transport.records.length;
  if (test.node.contract.kind === 'effect') await readForeign(test);
  const left = test.transport.records.slice(0, driven);
  const before = test.transport.records.length;
  await test.stop();
  const shutdownAnnouncement = test.transport.records.slice(before);
  // What has no headers was put on the bus here.
  for (const { topic, value, headers } of [...left, ...shutdownAnnouncement])
    if (Object.keys(headers).length > 0) print({ topic, value: String(value), headers });
}
