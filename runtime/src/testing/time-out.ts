import type { Contract } from '../contract/index.ts';
import { envelopeIn, type RecordingTransport } from './recording-transport.ts';
import type { ShiftedClock } from './shifted-clock.ts';

export interface TimeOutOptions {
  readonly contract: Contract;
  readonly transport: RecordingTransport;
  readonly clock: ShiftedClock;
  /** The step that sent a command. */
  readonly stepOf: (envelopeId: string) => string | undefined;
}

/** How long the step may take to be asked, and how often time passes before it has to be given up. */
const ASKED_MS = 5_000;
const MOST_TIMES = 500;

/**
 * Lets time pass until a step that has no answer is given up.
 * @throws Error when it was not asked, or is not given up.
 */
export async function timeOutStep(options: TimeOutOptions, stepId: string): Promise<void> {
  const { contract, transport, clock, stepOf } = options;
  const step = contract.workflow?.steps.find(({ id }) => id === stepId);
  if (step === undefined) throw new Error(`${contract.name} has no step ${stepId}.`);
  const isAsked = await transport.until((record) => {
    if (record.topic !== step.commandTopic) return undefined;
    return stepOf(envelopeIn(record)?.envelope_id ?? '') === stepId ? true : undefined;
  }, ASKED_MS);
  if (isAsked === undefined) throw new Error(`Step ${stepId} sent no command.`);
  const givenUp = contract.workflow?.eventTopics['stage-failed'];
  for (let times = 0; times < MOST_TIMES; times += 1) {
    clock.pass(step.timeoutMs ?? contract.workflow?.timeoutMs ?? 60_000);
    const isOver = await transport.until((record) => {
      if (record.topic !== givenUp) return undefined;
      const { stage } = (envelopeIn(record)?.payload ?? {}) as { stage?: string };
      return stage === stepId ? true : undefined;
    }, 10);
    if (isOver === true) return;
  }
  throw new Error(`Step ${stepId} was not given up; is there a timeout in the contract?`);
}
