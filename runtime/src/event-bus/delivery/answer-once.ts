/**
 * Answers each message once. Two messages are the same if they have the same envelope ID, or the same key from the
 * fields of the contract's `idempotency` (`message-key.ts`).
 *
 * 1. A message with a key is remembered under the key, and a message without one under its envelope id.
 * 2. A duplicate by key gets the first answer with its own correlation id, so its sender receives the answer.
 * 3. A failed operation is remembered under its envelope id alone. Another message with the same key is tried again.
 */
import type { Contract } from '../../contract/model.ts';
import type { Answer, DeduplicationStore, GivenOut, Work } from '../stores/deduplication/index.ts';
import { outputId, statedVerdict, type Envelope } from '../wire/index.ts';
import { messageKey } from './message-key.ts';
import type { DispatchMessage } from './node.ts';

export interface AnswerOptions {
  readonly contract: Contract;
  readonly deduplication: DeduplicationStore;
  readonly owner: string;
  readonly message: DispatchMessage;
}

/** Runs `work` for a message that is new, and gives the first answer for a duplicate. */
export function answerOnce(options: AnswerOptions, work: Work): Promise<Answer> {
  const { contract, deduplication, owner, message } = options;
  const key = messageKey(contract, message);
  return key === null
    ? deduplication.once(owner, message.envelope.envelope_id, work)
    : answerKeyOnce(key, options, work);
}

async function answerKeyOnce(key: string, options: AnswerOptions, work: Work): Promise<Answer> {
  const { contract, deduplication, owner, message } = options;
  const { envelope } = message;
  for (;;) {
    try {
      const answer = await deduplication.once(owner, key, async (transactions) => {
        const outputs = await work(transactions);
        if (outputs.some((output) => isFailure(contract, output))) {
          throw new FailedAnswer(envelope.envelope_id, outputs);
        }
        return outputs;
      });
      return answer.first ? answer : addressed(answer, envelope, contract.name);
    } catch (error) {
      if (!(error instanceof FailedAnswer)) throw error;
      // A message that was handled at the same time failed. That failure does not concern this message.
      if (error.envelopeId !== envelope.envelope_id) continue;
      return deduplication.once(owner, envelope.envelope_id, () => Promise.resolve(error.outputs));
    }
  }
}

/** The outputs of a failed operation. It is thrown to make the store remember nothing under the key. */
class FailedAnswer extends Error {
  readonly envelopeId: string;
  readonly outputs: readonly GivenOut[];

  constructor(envelopeId: string, outputs: readonly GivenOut[]) {
    super('the operation failed');
    this.envelopeId = envelopeId;
    this.outputs = outputs;
  }
}

/** One topic may carry both outcomes of an operation, so the outcome that the message states has priority. */
function isFailure({ operations }: Contract, { topic, envelope }: GivenOut): boolean {
  const isFailedTopic = operations.some(({ failedTopic }) => failedTopic === topic);
  return isFailedTopic && statedVerdict(envelope) !== 'succeeded';
}

/** The answer, addressed to another message: it has IDs of its own and the correlation ID of that message. */
function addressed({ outputs, first }: Answer, cause: Envelope, nodeName: string): Answer {
  const own = outputs.map(({ topic, key, envelope }, position): GivenOut => {
    if (envelope.metadata.tags['causation_id'] === cause.envelope_id) return { topic, key, envelope };
    const tags = { ...envelope.metadata.tags, causation_id: cause.envelope_id };
    return {
      topic,
      key: key === envelope.correlation_id ? cause.correlation_id : key,
      envelope: {
        ...envelope,
        envelope_id: outputId(cause.envelope_id, nodeName, position),
        correlation_id: cause.correlation_id,
        ...(envelope.parent_envelope_id !== undefined && { parent_envelope_id: cause.envelope_id }),
        metadata: { ...envelope.metadata, tags },
      },
    };
  });
  return { outputs: own, first };
}
