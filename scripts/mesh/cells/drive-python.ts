import { randomUUID } from 'node:crypto';
import { expectThat, type Cell, type Mesh } from '../cell.ts';
import { AUDIT, COMPLETED, FAILED, START, KINDS, type Kind } from '../nodes/index.ts';
import { envelopeIds, payloadOf, until } from '../world.ts';
import { breakJournal } from './journal.ts';

type Commands = Readonly<Record<string, object>>;

/** How our orchestrator drives a Python node of a kind. */
interface Driven {
  /** The operation of our orchestrator. Commands that its node takes, and one that the node fails. */
  readonly operation: string;
  good(id: string): Commands;
  failing(id: string): { readonly operation: string; readonly commands: Commands };
  /** Makes the node fail, where no command does. */
  breakNode?(mesh: Mesh): () => void;
}

/** This model has a field that is called `payload`. */
const gate = (id: string, fields: object): Commands => ({
  gate: { payload: { correlation_id: id, task_type: 'research', llm_response_content: 'x', ...fields } },
});

const DRIVEN: Readonly<Record<Kind, Driven>> = {
  orchestrator: {
    operation: 'only_plan',
    good: () => ({ plan: { epic_id: 'MESH-1', dry_run: true } }),
    failing: () => ({ operation: 'only_plan', commands: { plan: { epic_id: 'MESH-1' } } }),
  },
  effect: {
    operation: 'only_append',
    good: (id) => ({ append: { tick_id: id, correlation_id: id } }),
    failing: (id) => ({
      operation: 'only_append_soon',
      commands: { append: { tick_id: id, correlation_id: id } },
    }),
    breakNode: breakJournal,
  },
  compute: {
    operation: 'compare',
    good: (id) => ({ diff: { expected: [], observed: [] }, aggregate: { run_id: id } }),
    failing: () => ({ operation: 'only_coverage', commands: { coverage: { target_dirs: [] } } }),
  },
  reducer: {
    operation: 'only_gate',
    good: (id) => gate(id, {}),
    failing: (id) => ({
      operation: 'only_gate',
      commands: gate(id, { response_contract: { type: 'unknown' } }),
    }),
  },
};

const SOON = '_soon';
/** Conversations that had timed out before their Python node came back. */
const late = new Map<Kind, string>();

async function begin(
  { world }: Mesh,
  operation: string,
  commands: Commands,
  id = randomUUID(),
): Promise<string> {
  await world.send(START, { commands }, { operation, correlationId: id });
  return id;
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

async function completed(mesh: Mesh, id: string): Promise<Readonly<Record<string, unknown>>> {
  const { topic, payload } = await ended(mesh, id);
  expectThat(topic === COMPLETED, payload);
  return payload;
}

/** The topics of the command and of the answer of the operation's first step. */
function topicsOf(operation: string): { readonly command: string; readonly answer: string } {
  const found = AUDIT.workflow?.steps.find(({ forOperations }) => forOperations?.includes(operation));
  if (found === undefined) throw new Error(`no step for ${operation}`);
  return { command: String(found.commandTopic), answer: String(found.completedTopic) };
}

async function up(mesh: Mesh): Promise<void> {
  await Promise.all([mesh.others.start(), mesh.twins.effect.start(), mesh.audit.start()]);
}

/** The Python bus commits every five seconds, and begins at the end of a topic for which it has committed nothing. */
const COMMITTED_MS = 6000;

async function down(mesh: Mesh): Promise<void> {
  if (!mesh.others.isRunning) return;
  await new Promise((resolve) => setTimeout(resolve, COMMITTED_MS));
  await Promise.all([mesh.others.kill(), mesh.twins.effect.kill()]);
}

const waiting = new Map<Kind, string>();

/** While the Python nodes are killed, each gets a command, and our orchestrator restarts. */
async function restartAll(mesh: Mesh): Promise<void> {
  if (waiting.size > 0) return;
  await down(mesh);
  for (const kind of KINDS) {
    const id = randomUUID();
    waiting.set(kind, await begin(mesh, DRIVEN[kind].operation, DRIVEN[kind].good(id), id));
  }
  await mesh.audit.stop();
  await up(mesh);
}

function cellsOf(kind: Kind): Record<string, Omit<Cell, 'from' | 'to' | 'case'>> {
  const { operation, good, failing, breakNode } = DRIVEN[kind];
  const { command, answer } = topicsOf(operation);
  const start = async (mesh: Mesh): Promise<string> => {
    const id = randomUUID();
    return begin(mesh, operation, good(id), id);
  };
  return {
    success: {
      what: 'completes a workflow with its answers',
      async run(mesh) {
        await up(mesh);
        const { results } = await completed(mesh, await start(mesh));
        expectThat(
          Object.values(results as object).every((result) => Object.keys(result as object).length > 0),
          results,
        );
      },
    },
    failure: {
      what: 'fails the step with a failure that Python publishes on the completed topic',
      async run(mesh) {
        const repair = breakNode?.(mesh);
        try {
          const id = randomUUID();
          const failure = failing(id);
          const { topic, payload } = await ended(
            mesh,
            await begin(mesh, failure.operation, failure.commands, id),
          );
          expectThat(topic === FAILED && payload['status'] === 'failed', payload);
          if (breakNode === undefined)
            expectThat(!String(payload['failure_reason']).includes('no reply'), payload);
        } finally {
          repair?.();
        }
      },
    },
    malformed: {
      what: 'fails the step at once where the strict Python model refuses a key',
      async run(mesh) {
        const id = randomUUID();
        const commands = Object.fromEntries(
          Object.entries(good(id)).map(([name, fields]) => [name, { ...fields, surprise: 1 }]),
        );
        const { topic, payload } = await ended(mesh, await begin(mesh, operation + SOON, commands, id));
        expectThat(topic === FAILED, payload);
        await until('Python dead-letters the command', () => mesh.world.letters(id).length > 0);
      },
    },
    duplicate: {
      what: 'takes one of two answers to a command that Python receives twice',
      async run(mesh) {
        const { world } = mesh;
        const id = await start(mesh);
        await completed(mesh, id);
        const before = world.heard(answer, id).length;
        await world.resend(world.heard(command, id)[0]!);
        await until('Python answers again', () => world.heard(answer, id).length > before);
        await completed(mesh, await start(mesh));
        expectThat(envelopeIds(world.heard(COMPLETED, id)).size === 1, 'the workflow completed twice');
      },
    },
    timeout: {
      what: 'fails the step when the killed Python node does not answer in time',
      async run(mesh) {
        await down(mesh);
        const id = randomUUID();
        const { topic, payload } = await ended(mesh, await begin(mesh, operation + SOON, good(id), id));
        expectThat(topic === FAILED && String(payload['failure_reason']).includes('no reply'), payload);
        late.set(kind, id);
      },
    },
    restart: {
      what: 'completes the workflow after kill -9 of the Python node and a restart of our orchestrator, and ignores the answer to the command that had timed out',
      async run(mesh) {
        await restartAll(mesh);
        await completed(mesh, waiting.get(kind)!);
        const id = late.get(kind)!;
        await until('Python answers late', () => mesh.world.heard(answer, id).length > 0);
        await completed(mesh, await start(mesh));
        expectThat(mesh.world.heard(COMPLETED, id).length === 0, 'a failed workflow completed later');
      },
    },
  };
}

const ORDER = ['success', 'failure', 'malformed', 'duplicate', 'timeout', 'restart'] as const;

/** Our orchestrator and a Python node of each kind. Each case runs for all kinds, because restarts are expensive. */
export const DRIVE_PYTHON: readonly Cell[] = ORDER.flatMap((name) =>
  KINDS.map((kind) => ({
    from: 'our orchestrator',
    to: `Python ${kind}`,
    case: name,
    ...cellsOf(kind)[name]!,
  })),
);
