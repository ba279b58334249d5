import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../lib/statistics.ts';
import { printTable } from '../lib/table.ts';
import type { Broker } from './broker.ts';
import { messageByHand } from './messages/by-hand.ts';
import { startEffect, startLoop, withWorker, type Start } from './contestants.ts';
import { sampleOrder } from './messages/order.ts';
import { COMMANDS, COMPLETED } from './messages/topics.ts';

const INSTANCES = 4;
const JOIN_PARTITIONS = 10;
const KEYS = 40;
/** Between two sends of one command for each key, ms: under this load no contestant falls behind. */
const BETWEEN_MS = 40;
const LIMIT_MS = 500;
const LOAD_MS = 25_000;
const JOIN_AFTER_MS = 12_000;
const ROUNDS = Number(process.env['ONEX_BENCH_JOINS'] ?? 3);

interface Watched {
  /** Longest time between two answers to one key, ms, before the fifth instance was started and after. */
  readonly before: number;
  readonly after: number;
  readonly sent: number;
  readonly answered: number;
  readonly twice: number;
}

/** Runs `work` with so many processes in one group. */
function withInstances<T>(
  broker: Broker,
  start: Start,
  run: string,
  count: number,
  work: () => Promise<T>,
): Promise<T> {
  return count === 0
    ? work()
    : withWorker(broker, start, () => withInstances(broker, start, run, count - 1, work), run);
}

/** Answers as they come, by the command's ID. */
async function watchAnswers(broker: Broker, onAnswer: (key: string, cause: string) => void) {
  const consumer = broker.kafka.consumer({
    groupId: `watch-${process.hrtime.bigint()}`,
    maxWaitTimeInMs: 50,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [COMPLETED], fromBeginning: false });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  await consumer.run({
    async eachMessage({ message: { key, value } }) {
      const { metadata } = JSON.parse(String(value)) as { metadata: { tags: { causation_id?: string } } };
      onAnswer(String(key), String(metadata.tags.causation_id));
    },
  });
  await joined;
  return consumer;
}

async function measure(broker: Broker, start: Start, run: string): Promise<Watched> {
  const ids = new Set<string>();
  const answers = new Map<string, number>();
  const last = new Map<string, number>();
  const longest = { before: 0, after: 0 };
  let phase: 'idle' | keyof typeof longest = 'idle';
  const consumer = await watchAnswers(broker, (key, cause) => {
    // Commands of earlier parts are answered too.
    if (!ids.has(cause)) return;
    const now = performance.now();
    answers.set(cause, (answers.get(cause) ?? 0) + 1);
    const since = now - (last.get(key) ?? now);
    last.set(key, now);
    if (phase !== 'idle') longest[phase] = Math.max(longest[phase], since);
  });
  const send = async (): Promise<void> => {
    const messages = Array.from({ length: KEYS }, (_, index) =>
      messageByHand(sampleOrder(index), 'bench.order-requested'),
    );
    for (const { headers } of messages) ids.add(String(headers?.['message_id']));
    await broker.producer.send({ topic: COMMANDS, messages, acks: -1 });
  };
  try {
    return await withInstances(broker, start, run, INSTANCES, async () => {
      // The group is settled when each key was answered again and again.
      for (let look = 0; answers.size < ids.size || look < 20; look += 1) {
        if (look < 20) await send();
        await pause(500);
      }
      const load = { on: true };
      const loading = (async () => {
        while (load.on) {
          await send();
          await pause(BETWEEN_MS);
        }
      })();
      await pause(1000);
      phase = 'before';
      await pause(JOIN_AFTER_MS);
      phase = 'after';
      await withWorker(broker, start, () => pause(LOAD_MS - JOIN_AFTER_MS), run);
      phase = 'idle';
      load.on = false;
      await loading;
      for (let look = 0; answers.size < ids.size && look < 600; look += 1) await pause(100);
      const twice = [...answers.values()].filter((count) => count > 1).length;
      return { ...longest, sent: ids.size, answered: answers.size, twice };
    });
  } finally {
    await consumer.disconnect();
  }
}

/** (g) A fifth instance joins a group of four under load: how long a key waits, and what is answered twice. */
export async function join(broker: Broker): Promise<void> {
  await broker.admin.createPartitions({ topicPartitions: [{ topic: COMMANDS, count: JOIN_PARTITIONS }] });
  const contestants = [
    { name: 'hand-written kafkajs loop', start: startLoop },
    { name: 'node of onex-runtime', start: startEffect },
  ];
  const found: Watched[][] = contestants.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, { start }] of contestants.entries()) {
      found[index]!.push(await measure(broker, start, `join${round}-${index}`));
    }
  }
  const of = (index: number, field: keyof Watched): number => median(found[index]!.map((one) => one[field]));
  printTable(
    [
      'a fifth instance joins under load',
      'longest wait of a key before, ms',
      'after',
      'unanswered',
      'answered twice',
    ],
    contestants.map(({ name }, index) => [
      name,
      of(index, 'before').toFixed(0),
      of(index, 'after').toFixed(0),
      (of(index, 'sent') - of(index, 'answered')).toFixed(0),
      of(index, 'twice').toFixed(0),
    ]),
  );
  const met = of(1, 'after') < LIMIT_MS && of(1, 'twice') === 0;
  console.log(`target: < ${LIMIT_MS} ms, and nothing answered twice: ${met ? 'met' : 'MISSED'}`);
}
