import { createEnvelope, uuidv5 } from '../../../src/event-bus/index.ts';
import type { Message, Output } from '../../../src/node/index.ts';
import { createMemoryWorkflowStore } from '../../../src/workflow/index.ts';
import { Effects } from './effects.ts';
import { Instance, type Shared } from './instance.ts';
import { faultsOf, type Outcome } from './invariants.ts';
import { createRandom } from './random.ts';
import { createScenario } from './scenario.ts';
import { StepNode } from './step-node.ts';
import { createWorld } from './world.ts';

const NAMESPACE = '00000000-0000-4000-8000-000000000000';
/** Longer than any run takes that makes progress. */
const LONGEST_MS = 600_000;

/** One run. @returns what is wrong with its end; empty: nothing. */
export async function simulate(seed: number): Promise<readonly string[]> {
  const random = createRandom(seed);
  const { plan, nextPlan, workflows, instances: count, faults } = createScenario(random);
  const world = createWorld();
  const effects = new Effects(faults.refusesUndone);
  const store = createMemoryWorkflowStore();
  const results = new Map<string, Set<string>>();
  const told: string[] = [];
  const failures = new Map<string, string>();
  let current = plan;
  let inFlight = 0;

  const delay = (): number =>
    random.chance(faults.late / 2) ? random.between(300, 4_000) : random.between(1, 20);
  /** Every message arrives at least once, in any order. */
  const send = (arrive: () => void): void => {
    const copies = random.chance(faults.duplicate) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      inFlight += 1;
      world.after(delay(), () => {
        inFlight -= 1;
        arrive();
      });
    }
  };
  const publish = (outputs: readonly Output[], correlationId: string): void => {
    for (const output of outputs) {
      if (output.kind === 'command') send(() => node.take(output, correlationId));
      noteFailure(failures, output);
      if (/\.trip-(completed|failed)\./.test(output.topic)) {
        const cause = String(output.causationId);
        results.set(cause, (results.get(cause) ?? new Set()).add(String(output.envelopeId)));
      }
    }
  };
  const shared: Shared = {
    world,
    random,
    store,
    crash: faults.crash,
    outage: faults.outage,
    answers: new Map(),
    publish,
    told,
    outageUntil: 0,
  };
  const node = new StepNode({
    world,
    random,
    effects,
    faults,
    publish: (message) => send(() => deliver(message, false)),
  });

  const instances: Instance[] = [];
  const start = (index: number): void => {
    const instance = new Instance(current, shared);
    instances[index] = instance;
    instance.onKill(() => world.after(random.between(20, 300), () => start(index)));
  };
  /** A message whose handling was cut off, or failed, is delivered again, to any instance. */
  const deliver = (message: Message, isStart: boolean): void => {
    const alive = instances.filter(({ isAlive }) => isAlive);
    inFlight += 1;
    let isSettled = false;
    const settle = (againMs: number | null): void => {
      if (isSettled) return;
      isSettled = true;
      if (againMs === null) inFlight -= 1;
      else {
        world.after(againMs, () => {
          inFlight -= 1;
          deliver(message, isStart);
        });
      }
    };
    if (alive.length === 0) return settle(50);
    const instance = random.pick(alive);
    instance.onKill(() => settle(100));
    instance.take(message, isStart).then(
      () => settle(null),
      () => settle(30),
    );
  };

  for (let index = 0; index < count; index += 1) start(index);
  const starts = Array.from({ length: workflows }, (_, index): Message => {
    const id = uuidv5(NAMESPACE, `${seed}/${index}`);
    const envelope = createEnvelope({}, { envelopeId: id, correlationId: id });
    return { payload: {}, envelope, topic: 'onex.cmd.shop.trip-requested.v1' };
  });
  for (const message of starts) world.after(random.between(0, 200), () => send(() => deliver(message, true)));
  if (faults.versionChange) {
    world.after(random.between(20, 600), () => {
      current = nextPlan;
      for (const instance of instances) instance.kill();
    });
  }

  const owner = plan.node;
  const isOver = async (): Promise<boolean> =>
    inFlight + node.inHand === 0 &&
    results.size === workflows &&
    (await store.listUnfinished(owner)).length === 0;
  const outcome: Outcome = {
    owner,
    starts,
    store,
    effects,
    results,
    told: faults.crash === 0 && !faults.versionChange ? told : null,
    failures,
    plans: [plan, nextPlan],
  };
  const ended = await world.play(isOver, LONGEST_MS);
  for (const instance of instances) instance.isAlive = false;
  return ended ? faultsOf(outcome) : [`it has not ended: ${await describeOpen(outcome)}`];
}

/** Keeps what the events of failed stages say of the effects that they leave behind. */
function noteFailure(failures: Map<string, string>, { topic, payload }: Output): void {
  if (!topic.includes('-stage-failed.')) return;
  const { workflow_id, stage, error } = payload as {
    workflow_id: string;
    stage: string;
    error: { context: Readonly<Record<string, unknown>> };
  };
  const { effect, uncompensated } = error.context;
  const key = `${workflow_id}/${stage}`;
  failures.set(key, `${failures.get(key) ?? ''} ${String(effect)} ${uncompensated ? 'uncompensated' : ''}`);
}

async function describeOpen({ store, owner, results }: Outcome): Promise<string> {
  const ids = await store.listUnfinished(owner);
  const states = await Promise.all(ids.map((id) => store.load(id, owner)));
  const open = states.map((state) => {
    const steps = Object.entries(state?.steps ?? {}).map(([id, own]) => `${id} ${own.status}`);
    return `${state?.status}, due ${state?.dueAt}, unsent ${state?.unsent.length}: ${steps.join(', ')}`;
  });
  return `${results.size} answered; ${open.join('; ')}`;
}
