import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readDeadLetter } from '../../../runtime/src/cli/dlq/index.ts';
import { arrange, expectThat, type Cell, type Mesh } from '../cell.ts';
import { BUG, LINES, PLACES } from '../nodes/index.ts';
import { payloadOf, until } from '../world.ts';
import { breakJournal } from './journal.ts';

const run = promisify(execFile);
const OUR_CLI = join(import.meta.dirname, '../../../runtime/src/cli/main.ts');
const OURS = 'onex.dlq.omnimarket.commands.v1';
const THEIRS = 'onex.dlq.omnibase-infra.commands.v1';
const { in: COMMAND, out: APPENDED } = PLACES.effect;

/** `onex-runtime dlq replay` of one letter. Gives its exit code and what it printed. */
async function replayWithOurs(
  { world }: Mesh,
  topic: string,
  place: string,
): Promise<{ code: number; text: string }> {
  const args = ['--conditions=onex-source', OUR_CLI, 'dlq', 'replay', topic, place, '--yes'];
  const env = { ...process.env, KAFKA_BOOTSTRAP_SERVERS: world.servers };
  return run(process.execPath, args, { env }).then(
    ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code: Number(code), text: String(stdout) + String(stderr) }),
  );
}

interface Replayed {
  readonly failed: number;
  /** What happened to each letter of a correlation id. */
  readonly letters: Readonly<Record<string, readonly string[]>>;
}

async function replayWithPython({ world, python }: Mesh, topic: string): Promise<Replayed> {
  const script = join(import.meta.dirname, '../python/replay.py');
  const { stdout } = await run(python, [script, world.servers, topic]);
  return JSON.parse(stdout) as Replayed;
}

async function deadLetterOf(
  { world }: Mesh,
  id: string,
  at = 0,
): Promise<{ topic: string; place: string; json: Readonly<Record<string, unknown>> }> {
  await until('there is a dead letter', () => world.letters(id).length > at);
  const record = world.letters(id)[at]!;
  const { content, topic, partition, offset } = readDeadLetter(record);
  if (content === null) throw new Error('the record is not a dead letter');
  return { topic, place: `${partition}:${offset}`, json: content.json };
}

const append = ({ others }: Mesh, id: string, fields: object = {}): void =>
  others.tell({
    topic: COMMAND,
    payload: { tick_id: id, correlation_id: id, ...fields },
    correlation_id: id,
  });

/** Dead letters of either side, replayed with the tool of the other. */
export const DEAD_LETTERS: readonly Cell[] = [
  {
    from: 'dead letter of Python',
    to: '`onex-runtime dlq replay`',
    case: 'success',
    what: 'sends the message, and the repaired Python node handles it',
    async run(mesh) {
      await arrange(mesh, null);
      const id = randomUUID();
      const repair = breakJournal(mesh);
      try {
        append(mesh, id);
        const { topic, place } = await deadLetterOf(mesh, id);
        expectThat(topic === THEIRS, topic);
        repair();
        const { code, text } = await replayWithOurs(mesh, topic, place);
        expectThat(code === 0, text);
      } finally {
        repair();
      }
      await until('the Python node handles it', () =>
        mesh.world.heard(APPENDED, id).some((record) => payloadOf(record)['line_number'] !== undefined),
      );
    },
  },
  {
    from: 'dead letter of Python',
    to: '`onex-runtime dlq replay`',
    case: 'failure',
    what: 'refuses a letter whose secrets Python removed',
    async run(mesh) {
      const id = randomUUID();
      append(mesh, id, { access_token: 'abc' });
      const { topic, place, json } = await deadLetterOf(mesh, id);
      expectThat(!JSON.stringify(json).includes('abc'), json);
      const { code, text } = await replayWithOurs(mesh, topic, place);
      expectThat(code === 1 && text.includes('secrets'), text);
    },
  },
  {
    from: 'dead letter of ours',
    to: 'Python replay node',
    case: 'success',
    what: 'sends the message, and our repaired node handles it',
    async run(mesh) {
      await arrange(mesh, 'effect');
      const id = randomUUID();
      BUG.isPresent = true;
      append(mesh, id);
      await deadLetterOf(mesh, id).finally(() => (BUG.isPresent = false));
      const { failed, letters } = await replayWithPython(mesh, OURS);
      expectThat(failed === 0 && String(letters[id]) === 'completed', letters);
      await until('our node handles it', () => LINES.includes(id));
    },
  },
  {
    from: 'dead letter of ours',
    to: 'Python replay node',
    case: 'malformed',
    what: 'stops at its limit, because our letters count the replays of a message that always fails',
    async run(mesh) {
      const id = randomUUID();
      append(mesh, id, { surprise: 1 });
      await deadLetterOf(mesh, id);
      const { letters } = await replayWithPython(mesh, OURS);
      expectThat(String(letters[id]) === 'completed,completed,quarantined', letters);
      for (const replays of [0, 1, 2]) {
        const { json } = await deadLetterOf(mesh, id, replays);
        expectThat(json['retry_count'] === replays, json);
      }
    },
  },
  {
    from: 'dead letter of ours',
    to: 'Python replay node',
    case: 'failure',
    what: 'quarantines a letter without its secrets, and one of bytes that are not UTF-8',
    async run(mesh) {
      const id = randomUUID();
      append(mesh, id, { access_token: 'abc' });
      await deadLetterOf(mesh, id);
      const before = mesh.world.heard(OURS).length;
      await mesh.world.sendRaw(COMMAND, Buffer.from([0xff, 0xfe]));
      await until('the bytes are dead-lettered', () => mesh.world.heard(OURS).length > before);
      const bytes = String(readDeadLetter(mesh.world.heard(OURS).at(-1)!).content?.correlationId);
      const { letters } = await replayWithPython(mesh, OURS);
      for (const one of [id, bytes]) expectThat(String(letters[one]) === 'quarantined', letters);
    },
  },
];
