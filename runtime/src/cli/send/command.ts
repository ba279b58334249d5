import { CliError } from '../cli-error.ts';
import { defineCommand, parseDuration } from '../command/index.ts';
import { chooseBus, describeNodes, type KafkaBus } from '../bus/index.ts';
import { KAFKA_SERVERS_OPTION, requireRights } from '../kafka/index.ts';
import { requireProject } from '../project/index.ts';
import { knownTopics } from '../tail/topics.ts';
import { callDirectly } from './call.ts';
import { composeMessage } from './message.ts';
import { readJson } from './read-json.ts';
import { createReporter } from './report.ts';
import { resolveRunning } from './running-target.ts';
import { resolveTarget } from './target.ts';
import { sendAndWait } from './wait.ts';

export const sendCommand = defineCommand({
  name: 'send',
  usage: 'TOPIC|NODE[:OPERATION] JSON',
  summary: 'Send one message to a running node and print its answer',
  details: `The JSON is a payload, which is wrapped in an envelope, or a whole envelope; - reads it from standard input.
The answer's payload goes to standard output, everything else to standard error. It is sent to Kafka where
--kafka-servers is given, else to the dev that runs in this project, else to Kafka as KAFKA_BOOTSTRAP_SERVERS says.

  onex-runtime send payment:create '{"data": {"name": "first"}}'
  onex-runtime send onex.cmd.billing.payment-requested.v1 - < message.json

Exit code 0 when the node completed, 1 when it failed or did not answer in time.`,
  options: {
    'kafka-servers': KAFKA_SERVERS_OPTION,
    timeout: {
      type: 'string',
      value: 'TIME',
      description: 'how long to wait for the answer (30s, 500ms, 2m; 30s)',
    },
    'no-wait': { type: 'boolean', description: 'do not wait for an answer' },
    correlation: {
      type: 'string',
      value: 'ID',
      description: 'correlation id of the message (a UUID; a new one)',
    },
    json: { type: 'boolean', description: 'print one JSON object instead' },
    quiet: { type: 'boolean', short: 'q', description: 'print nothing but the answer' },
  },
  async run({ values, positionals }, context) {
    const [where, given, ...surplus] = positionals;
    if (where === undefined) throw new CliError('Where to? onex-runtime send TOPIC|NODE[:OPERATION] JSON');
    if (given === undefined)
      throw new CliError(`What to send to ${where}? A JSON object, or - for standard input`);
    if (surplus.length > 0) {
      throw new CliError(
        `One JSON is sent, but "${surplus[0]}" follows it: put quotes around the whole JSON`,
      );
    }
    const timeoutMs = parseDuration('timeout', values.timeout ?? '30s');
    const correlation = correlationOption(values.correlation);
    const warn = (line: string): void => void (values.quiet === true || context.stderr.write(`${line}\n`));
    const chosen = await chooseBus(values['kafka-servers'], context, undefined, warn);
    const real = chosen.kind === 'kafka' ? chosen.bus : null;
    const client = chosen.kind === 'kafka' ? chosen.bus.client : chosen.dev.client;
    real?.prepareToPublish();
    if (real !== null && where.includes('.')) await requireVisible(where, real);
    const target =
      chosen.kind === 'kafka'
        ? resolveTarget(where, chosen.nodes, chosen.bus.topics)
        : resolveRunning(where, chosen.nodes, () => describeNodes(requireProject(context.cwd).root));
    if (real !== null && target.node?.onBus !== false) await requireTopic(target.topic, real, chosen.label);
    const message = composeMessage(await readJson(given, context.stdin), target, correlation);
    const report = createReporter(context, {
      json: values.json === true,
      quiet: values.quiet === true,
      bus: chosen.label,
    });

    try {
      if (target.node?.onBus === false)
        return report.called(message, await callDirectly(client, target.node, message));
      const answers =
        target.answering.length > 0 && (target.node !== null || target.topic.startsWith('onex.cmd.'));
      if (values['no-wait'] === true || !answers) {
        await client.publish(message);
        return report.sent(message, target);
      }
      report.sending(message, target);
      // A cluster may have thousands of topics: there only those of the project are listened to.
      const topics = real === null ? ['*'] : knownTopics(chosen.nodes);
      return report.ended(
        message,
        await sendAndWait(client, message, target, { topics, timeoutMs, onEvent: report.event }),
      );
    } finally {
      await real?.close();
    }
  },
});

/** @throws CliError where the topic may exist, and a right is missing. */
async function requireVisible(topic: string, bus: KafkaBus): Promise<void> {
  if (!bus.topics.includes(topic)) await requireRights(bus, { write: [topic] });
}

async function requireTopic(topic: string, bus: KafkaBus, label: string): Promise<void> {
  if (bus.topics.includes(topic)) return;
  await requireVisible(topic, bus);
  throw new CliError(`${label} has no topic ${topic}: create it, or start its node with --create-topics`);
}

function correlationOption(id: string | undefined): string | null {
  if (id === undefined) return null;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id.toLowerCase();
  throw new CliError(`--correlation takes a UUID, not "${id}"`);
}
