/**
 * The same work in a hand-written kafkajs loop with the same guarantees: the order of a key is kept, a message is
 * recognised when it is delivered again and answered with its first answer, which is on the disk and acknowledged by all
 * replicas before the offset is committed; what is no order goes to the dead-letter topic.
 */
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kafka, logLevel, type KafkaMessage, type Message } from 'kafkajs';
import { answerId, messageByHand, readByHand } from '../messages/by-hand.ts';
import { OrderInput, OrderOutput, priceOrder } from '../messages/order.ts';
import { openSender } from '../messages/send-by-partition.ts';
import { COMMANDS, COMPLETED, LETTERS } from '../messages/topics.ts';
import { reportFirst } from './first.ts';

const [servers = '', groupId = '', folder = ''] = process.argv.slice(2);

/** Messages that are answered with one write to the disk and one request to the broker. */
const AT_ONCE = 500;

const database = new DatabaseSync(path.join(folder, 'answers.sqlite'));
database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS answer (
    envelope_id TEXT PRIMARY KEY, answer TEXT NOT NULL, expires INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS answer_expires ON answer (expires)`);
const find = database.prepare('SELECT answer FROM answer WHERE envelope_id = ?');
const keep = database.prepare('INSERT OR IGNORE INTO answer VALUES (?, ?, ?)');
const REMEMBERED_MS = 7 * 86_400_000;

const kafka = new Kafka({ brokers: [servers], clientId: 'loop', logLevel: logLevel.NOTHING });
const { send, close } = await openSender(kafka, [COMPLETED, LETTERS]);
const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 250 });

async function answer(messages: readonly KafkaMessage[]): Promise<void> {
  const answers: Message[] = [];
  const letters: Message[] = [];
  const fresh: [string, string][] = [];
  for (const { key, value } of messages) {
    reportFirst();
    const envelope = readByHand(value);
    const order = envelope && OrderInput.safeParse(envelope.payload);
    if (envelope === null || order?.success !== true) {
      letters.push({ key, value });
      continue;
    }
    const { envelope_id: causationId, correlation_id: correlationId } = envelope;
    const known = find.get(causationId) as { answer: string } | undefined;
    if (known !== undefined) {
      answers.push(JSON.parse(known.answer) as Message);
      continue;
    }
    const priced = {
      ...OrderOutput.parse(await Promise.resolve(priceOrder(order.data))),
      operation: 'place',
    };
    const caused = { envelopeId: answerId(causationId), correlationId, causationId };
    const message = messageByHand(priced, 'bench.order-completed', caused);
    fresh.push([causationId, JSON.stringify(message)]);
    answers.push(message);
  }
  database.exec('BEGIN IMMEDIATE');
  const expires = Date.now() + REMEMBERED_MS;
  for (const [id, text] of fresh) keep.run(id, text, expires);
  database.exec('COMMIT');
  await Promise.all([send(COMPLETED, answers), send(LETTERS, letters)]);
}

await consumer.connect();
await consumer.subscribe({ topics: [COMMANDS], fromBeginning: true });
await consumer.run({
  autoCommitInterval: 500,
  eachBatchAutoResolve: false,
  partitionsConsumedConcurrently: 16,
  async eachBatch({ batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, isRunning, isStale }) {
    for (let from = 0; from < batch.messages.length && isRunning() && !isStale(); from += AT_ONCE) {
      const messages = batch.messages.slice(from, from + AT_ONCE);
      await answer(messages);
      resolveOffset(messages.at(-1)!.offset);
      await heartbeat();
      await commitOffsetsIfNecessary();
    }
  },
});

process.once('SIGTERM', () => {
  void consumer
    .disconnect()
    .then(close)
    .then(() => process.exit(0));
});
