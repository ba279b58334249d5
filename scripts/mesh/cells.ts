import { randomUUID } from 'node:crypto';
import { readLetter } from '../../runtime/src/cli/dlq/letter.ts';
import { replayOf } from '../../runtime/src/cli/dlq/replay.ts';
import { APPENDED, APPEND_FAILED, COMPLETED, FAILED, LETTERS, LINES, PYTHON, START } from './our-nodes.ts';
import type { Line } from './python.ts';
import { payloadOf, REQUEST, until, type World } from './world.ts';

/** What the cells need. `python` restarts the Python nodes, and `ours` our orchestrator. */
export interface Mesh {
  readonly world: World;
  readonly lines: readonly Line[];
  readonly python: { kill(): Promise<void>; start(): Promise<void> };
  readonly ours: { stop(): Promise<void>; start(): Promise<void> };
}

/** One thing that a mixed mesh must do. */
export interface Cell {
  readonly from: string;
  readonly to: string;
  readonly what: string;
  run(mesh: Mesh): Promise<void>;
}

const OURS = 'our orchestrator';
const THEIRS = 'Python compute';

function expectThat(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

async function ended(
  { world }: Mesh,
  id: string,
): Promise<{ topic: string; payload: Readonly<Record<string, unknown>> }> {
  const found = (): string | undefined =>
    [COMPLETED, FAILED].find((topic) => world.heard(topic, id).length > 0);
  await until('the workflow ends', () => found() !== undefined);
  const topic = found() as string;
  return { topic, payload: payloadOf(world.heard(topic, id)[0]) };
}

const audit = (world: World, operation: string, payload = {}): Promise<string> =>
  world.send(START, payload, { operation }).then(({ correlation_id: id }) => id);

const tick = (world: World, tickId: string, id = randomUUID()): Promise<string> =>
  world.send(PYTHON.tick[0], { tick_id: tickId, correlation_id: id }, { correlationId: id }).then(() => id);

export const CELLS: readonly Cell[] = [
  {
    from: OURS,
    to: THEIRS,
    what: 'success: two strict Python nodes complete a workflow',
    async run(mesh) {
      const id = await audit(mesh.world, 'compare');
      const { topic, payload } = await ended(mesh, id);
      expectThat(topic === COMPLETED, JSON.stringify(payload));
      const { diff, aggregate } = payload['results'] as Record<string, Record<string, unknown>>;
      expectThat(diff?.['matches'] === true && aggregate?.['run_id'] === id, JSON.stringify(payload));
      const [line] = [mesh.lines.find((one) => one['correlation_id'] === id)];
      expectThat(
        line?.['operation'] === 'diff' && String(line['keys']) === 'expected,observed',
        JSON.stringify(line),
      );
    },
  },
  {
    from: OURS,
    to: THEIRS,
    what: 'failure: `status: error` on the completed topic fails the step',
    async run(mesh) {
      const { topic, payload } = await ended(mesh, await audit(mesh.world, 'sweep'));
      expectThat(topic === FAILED && payload['status'] === 'failed', JSON.stringify(payload));
      expectThat(!String(payload['failure_reason']).includes('no reply'), JSON.stringify(payload));
    },
  },
  {
    from: OURS,
    to: THEIRS,
    what: 'malformed: a key that the Python model forbids is refused, and the step times out',
    async run(mesh) {
      const id = await audit(mesh.world, 'compare', { extra: true });
      const { topic, payload } = await ended(mesh, id);
      expectThat(
        topic === FAILED && String(payload['failure_reason']).includes('no reply'),
        JSON.stringify(payload),
      );
      expectThat(
        mesh.lines.some((one) => one['correlation_id'] === id && one['refused'] !== null),
        'the Python node did not refuse the command',
      );
    },
  },
  {
    from: OURS,
    to: THEIRS,
    what: 'duplicate: a start command that comes twice is answered once more with the same id',
    async run(mesh) {
      const { world } = mesh;
      const envelopeId = randomUUID();
      const { correlation_id: id } = await world.send(START, {}, { operation: 'compare', envelopeId });
      await ended(mesh, id);
      await world.send(START, {}, { operation: 'compare', envelopeId, correlationId: id });
      await ended(mesh, await audit(world, 'compare'));
      const ids = world
        .heard(COMPLETED, id)
        .map(({ value }) => (JSON.parse(String(value)) as Line)['envelope_id']);
      expectThat(new Set(ids).size === 1, String(ids));
    },
  },
  {
    from: OURS,
    to: THEIRS,
    what: 'restart of both: the Python nodes are killed and our node restarts while a command waits',
    async run(mesh) {
      await mesh.python.kill();
      const id = await audit(mesh.world, 'compare');
      await mesh.ours.stop();
      await mesh.ours.start();
      await mesh.python.start();
      await ended(mesh, id);
    },
  },
  {
    from: 'Python orchestrator',
    to: 'our effect',
    what: 'success: the effect takes the command of an omnimarket orchestrator',
    async run({ world, lines }) {
      const id = await tick(world, 'first');
      await until('our effect answers', () => world.heard(APPENDED, id).length > 0);
      await until('Python reads it', () =>
        lines.some((one) => one['watched'] === APPENDED && one['correlation_id'] === id),
      );
      expectThat(
        payloadOf(world.heard(APPENDED, id)[0])['operation'] === undefined,
        'the payload names an operation',
      );
    },
  },
  {
    from: 'Python orchestrator',
    to: 'our effect',
    what: 'failure: the verdict rule of omnibase-infra reads our failed event as a failure',
    async run({ world, lines }) {
      const id = await tick(world, 'refused');
      const read = (): Line | undefined =>
        lines.find((one) => one['watched'] === APPEND_FAILED && one['correlation_id'] === id);
      await until('Python reads our failed event', () => read() !== undefined);
      expectThat(read()?.['verdict'] === false, JSON.stringify(read()));
    },
  },
  {
    from: '`onex kafka produce`',
    to: 'our effect',
    what: 'flat JSON is taken as the payload',
    async run({ world }) {
      const id = randomUUID();
      await world.sendRaw(PYTHON.tick[1], JSON.stringify({ tick_id: 'flat', correlation_id: id }));
      await until('our effect answers', () => world.heard(APPENDED, id).length > 0);
      expectThat(LINES.includes('flat'), 'nothing was written');
    },
  },
  {
    from: 'any sender',
    to: 'our effect',
    what: 'malformed: a payload that the model forbids is dead-lettered, and the letter is replayed as it was',
    async run({ world }) {
      const { correlation_id: id } = await world.send(
        PYTHON.tick[1],
        { tick: 'unknown' },
        { operation: 'append' },
      );
      await until('there is a dead letter', () => world.heard(LETTERS, id).length > 0);
      const replay = replayOf(readLetter(world.heard(LETTERS, id)[0]!), new Set([PYTHON.tick[1]]));
      expectThat(
        'record' in replay && replay.record.headers['operation_name'] === 'append',
        'problem' in replay ? replay.problem : 'the letter lost the operation',
      );
      if ('record' in replay) await world.sendRaw(replay.record.topic, String(replay.record.value));
      await until('it is dead-lettered again', () => world.heard(LETTERS, id).length > 1);
    },
  },
  {
    from: 'Python registry',
    to: 'our nodes',
    what: 'request to introspect: the Python model accepts each answer',
    async run({ world, lines }) {
      await world.sendRaw(REQUEST, '{}');
      const answers = (): number =>
        lines.filter(({ introspected, reason }) => introspected && reason === 'request').length;
      await until('both nodes answer', () => answers() >= 2);
    },
  },
  {
    from: 'our nodes',
    to: 'Python registry',
    what: 'shutdown: the Python model accepts the shutdown announcement',
    async run({ ours, lines }) {
      await ours.stop();
      await until('the shutdown announcement is read', () =>
        lines.some(({ reason }) => reason === 'shutdown'),
      );
      await ours.start();
    },
  },
];
