import { randomUUID } from 'node:crypto';
import { arrange, expectThat, type Case, type Cell, type Mesh } from '../cell.ts';
import { KINDS, type Kind, LINES, PLACES } from '../nodes/index.ts';
import { envelopeIds, payloadOf, until } from '../world.ts';

/** The Python node whose output each of ours takes, and the one that takes its own. */
const BEFORE: Readonly<Record<Kind, string>> = {
  orchestrator: 'Python publisher',
  effect: 'Python orchestrator',
  compute: 'Python effect',
  reducer: 'Python compute',
};
const AFTER: Readonly<Partial<Record<Kind, Kind>>> = {
  orchestrator: 'effect',
  effect: 'compute',
  compute: 'reducer',
};

function publish({ others }: Mesh, topic: string, payload: object, id = randomUUID()): string {
  others.tell({ topic, payload: { correlation_id: id, ...payload }, correlation_id: id });
  return id;
}

/** A tick goes through the Python nodes before ours. */
const tick = (mesh: Mesh, name: string): string => publish(mesh, PLACES.orchestrator.in, { tick_id: name });

const answered = ({ world }: Mesh, kind: Kind, id: string): Promise<void> =>
  until(`our ${kind} answers`, () => world.heard(PLACES[kind].out, id).length > 0);

/** Python's verdict on our failed event. */
async function failed(mesh: Mesh, kind: Kind, id: string): Promise<Readonly<Record<string, unknown>>> {
  const { failed: topic } = PLACES[kind];
  const line = () =>
    mesh.others.lines.find((one) => one['watched'] === topic && one['correlation_id'] === id);
  await until('Python reads our failed event', () => line() !== undefined);
  expectThat(line()?.['verdict'] === false, line());
  return payloadOf(mesh.world.heard(topic, id)[0]);
}

function cellsOf(kind: Kind): Partial<Record<Case, Omit<Cell, 'from' | 'to' | 'case'>>> {
  const { in: input, out } = PLACES[kind];
  const isReducer = kind === 'reducer';
  return {
    success: {
      what: 'takes the message with the contract of the Python node, and Python reads the answer',
      async run(mesh) {
        await arrange(mesh, kind);
        const id = tick(mesh, randomUUID());
        await answered(mesh, kind, id);
        const payload = payloadOf(mesh.world.heard(out, id)[0]);
        expectThat(payload['operation'] === undefined, payload);
        if (kind === 'orchestrator') return;
        const line = () =>
          mesh.others.lines.find((one) => one['watched'] === out && one['correlation_id'] === id);
        await until('Python reads our answer', () => line() !== undefined);
        expectThat(line()?.['refused'] === null && line()?.['verdict'] !== false, line());
      },
    },
    failure: {
      what: 'publishes a failed event that the verdict rule of omnibase-infra reads as a failure',
      async run(mesh) {
        if (!isReducer) return void (await failed(mesh, kind, tick(mesh, `${kind}:fail`)));
        const id = randomUUID();
        const payload = { tick_id: 'x', correlation_id: id, line_count: 1, sha256_hex: 'ab' };
        // A trigger that the first state does not take.
        await mesh.world.send(input, payload, { operation: 'ledger_state_reduced', correlationId: id });
        await failed(mesh, kind, id);
      },
    },
    ...(!isReducer && {
      timeout: {
        what: 'publishes a failed event with the error code of a timeout after the time limit of the contract',
        async run(mesh: Mesh) {
          const payload = await failed(mesh, kind, tick(mesh, `${kind}:hang`));
          expectThat(JSON.stringify(payload['error']).includes('082_TIMEOUT'), payload);
        },
      },
    }),
    duplicate: {
      what: 'handles a message that comes twice once, and answers with the same envelope id',
      async run(mesh) {
        const { world } = mesh;
        const name = randomUUID();
        const id = tick(mesh, name);
        await answered(mesh, kind, id);
        await world.resend(world.heard(input, id)[0]!);
        await until('the duplicate is answered', () => world.heard(out, id).length > 1);
        expectThat(envelopeIds(world.heard(out, id)).size === 1, 'the answers have different ids');
        if (kind === 'effect')
          expectThat(LINES.filter((line) => line === name).length === 1, 'written twice');
      },
    },
    malformed: {
      what: 'dead-letters a payload that its model forbids',
      async run(mesh) {
        const id = publish(mesh, input, { tick: 'unknown' });
        await until('there is a dead letter', () => mesh.world.letters(id).length > 0);
      },
    },
    restart: {
      what: 'handles a message that was published while it was stopped',
      async run(mesh) {
        await mesh.ours[kind].stop();
        const id = tick(mesh, randomUUID());
        await until('the message waits', () => mesh.world.heard(input, id).length > 0);
        await mesh.ours[kind].start();
        await answered(mesh, kind, id);
      },
    },
  };
}

/** Our answers, taken by the next Python node of the chain. */
function onward(kind: Kind, after: Kind): Cell {
  return {
    from: `our ${kind}`,
    to: `Python ${after}`,
    case: 'success',
    what:
      after === 'reducer'
        ? 'takes our answer with its strict model'
        : 'takes our answer and publishes its own',
    async run(mesh) {
      const id = tick(mesh, randomUUID());
      await answered(mesh, kind, id);
      if (after !== 'reducer') return answered(mesh, after, id);
      // The Python reducer publishes nothing by itself, and would dead-letter what its model refuses.
      const line = () =>
        mesh.others.lines.find((one) => one['watched'] === PLACES[kind].out && one['correlation_id'] === id);
      await until('Python reads our answer', () => line() !== undefined);
      expectThat(line()?.['refused'] === null, line());
      expectThat(mesh.world.letters(id).length === 0, 'it is dead-lettered');
    },
  };
}

const ORDER = ['success', 'failure', 'timeout', 'duplicate', 'malformed', 'restart'] as const;

/** Each of our kinds in the place of its Python twin. */
export const REPLACE_PYTHON: readonly Cell[] = KINDS.flatMap((kind) => {
  const cells = cellsOf(kind);
  const after = AFTER[kind];
  return [
    ...ORDER.flatMap((name) => {
      const cell = cells[name];
      return cell === undefined ? [] : [{ from: BEFORE[kind], to: `our ${kind}`, case: name, ...cell }];
    }),
    ...(after === undefined ? [] : [onward(kind, after)]),
  ];
});
