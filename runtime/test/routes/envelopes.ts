import { wrapPublication } from '../../src/event-bus/publisher/index.ts';
import { createEnvelope, outputId, type Envelope } from '../../src/event-bus/wire/index.ts';
import type { Output } from '../../src/node/index.ts';

export { createEnvelope };

/** Topics, payloads, and ids of outputs as the bus publishes them. */
export function wrapOutputsOf(outputs: readonly Output[], cause: Envelope) {
  return outputs.map((output, position) => {
    const envelopeId =
      output.envelopeId ?? outputId(cause.envelope_id, 'node_shop_audit_orchestrator', position);
    const { topic, key, envelope } = wrapPublication({ ...output, envelopeId }, cause);
    return { topic, key, id: envelope.envelope_id, payload: envelope.payload };
  });
}
