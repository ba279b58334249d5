import type { Contract, NodeKind } from '../../contract/model.ts';
import { OnexError } from '../../errors/index.ts';
import { DEEPEST_PAYLOAD } from '../../event-bus/wire/index.ts';
import { requireJson } from '../../values/index.ts';
import type { Output, OutputKind } from './message.ts';

/** `wire.md` 10. */
const ALLOWED: Readonly<Record<NodeKind, readonly OutputKind[]>> = {
  effect: ['event'],
  compute: ['result'],
  reducer: ['intent', 'projection'],
  orchestrator: ['event', 'command', 'intent'],
};

/** @throws OnexError CONTRACT_VALIDATION_ERROR if a node of this kind may not publish such an output. */
export function refuseForeignKind(contract: Contract, output: Output): void {
  const allowed = ALLOWED[contract.kind];
  if (allowed.includes(output.kind)) return;
  const article = /^[aeiou]/u.test(contract.kind) ? 'An' : 'A';
  throw new OnexError(
    'CONTRACT_VALIDATION_ERROR',
    `${article} ${contract.kind} may publish only ${allowed.join(', ')}; ${contract.name} published ` +
      `${output.kind === 'event' || output.kind === 'intent' ? 'an' : 'a'} ${output.kind} for ${output.topic}.`,
    { context: { node: contract.name, kind: output.kind, topic: output.topic } },
  );
}

/** @throws OnexError CONTRACT_VALIDATION_ERROR if the contract does not publish to the output's topic. */
export function refuseForeignTopic(contract: Contract, output: Output): void {
  if (contract.topics.publish.some(({ topic }) => topic === output.topic)) return;
  throw new OnexError(
    'CONTRACT_VALIDATION_ERROR',
    `${contract.name} does not publish to ${output.topic}; add it to event_bus.publish_topics of its contract.`,
    { context: { node: contract.name, topic: output.topic } },
  );
}

/**
 * Outputs that can be published. Checked before anything is stored with them.
 * @throws OnexError PROCESSING_ERROR for a value that JSON cannot hold, or that is nested too deeply for a message.
 */
export function requirePublishable(
  outputs: readonly Output[],
  { name }: Contract,
  operation: string,
): readonly Output[] {
  for (const { payload } of outputs)
    requireJson(payload, `The output of ${name} ${operation}`, DEEPEST_PAYLOAD);
  return outputs;
}
