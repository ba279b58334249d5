import { parseEnvelope, type EventTransport } from '../../event-bus/index.ts';
import { CliError } from '../cli-error.ts';
import type { ControlledBus, EventLog } from '../control/index.ts';
import type { RunningNode } from './nodes/index.ts';

/** What clients of the control connection can reach: the bus, and directly the nodes that are not on it. */
export function controlledBus(
  nodes: readonly RunningNode[],
  transport: EventTransport,
  events: EventLog,
): ControlledBus {
  return {
    events,
    directory: () => nodes.map((node) => node.description),
    publish: ({ topic, key, value, headers }) => transport.publish([{ topic, key, value, headers }]),
    async call({ node: name, topic, value }) {
      const running = nodes.find(({ description }) => description.name === name);
      if (running === undefined) throw new CliError(`${name} does not run`);
      const envelope = parseEnvelope(Buffer.from(value));
      const outputs = await running.node.dispatch({ payload: envelope.payload, envelope, topic });
      return outputs.map(({ kind, topic: where, payload, verdict }) => ({
        kind,
        topic: where,
        payload,
        ...(verdict != null && { verdict }),
      }));
    },
  };
}
