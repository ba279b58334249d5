import { visible } from 'onex-cli-kit';
import { within } from '../../values/async/index.ts';
import { CliError } from '../cli-error.ts';
import {
  DeadlineError,
  defineCommand,
  parseDuration,
  startDeadline,
  type CommandContext,
  type Deadline,
} from '../command/index.ts';
import { chooseBus, describeNodes, type DevBus, type KafkaBus, type RealBus } from '../bus/index.ts';
import { KAFKA_SERVERS_OPTION, requireRights } from '../kafka/index.ts';
import { requireProject } from '../project/index.ts';
import { knownTopics } from '../tail/index.ts';
import { callDirectly } from './call.ts';
import { composeMessage, type OutgoingMessage } from './message.ts';
import { readJson } from './read-json.ts';
import { createReporter, type Reporter } from './report.ts';
import { resolveRunning } from './running-target.ts';
import { resolveTarget, type Target } from './target.ts';
import { sendAndWait } from './wait.ts';

export const sendCommand = defineCommand({
  name: 'send',
  usage: 'TOPIC|NODE[:OPERATION] JSON',
  summary: 'Send one message to a running node and print its answer',
  details: `JSON is a payload, which is wrapped in an envelope, or a whole envelope; - reads it from standard input.
The answer's payload is printed to standard output, everything else to standard error. The message is sent to Kafka if
--kafka-servers is given, otherwise to the dev of this project if it runs, otherwise to the Kafka of KAFKA_BOOTSTRAP_SERVERS.

  onex-runtime send payment:create '{"data": {"name": "first"}}'
  onex-runtime send onex.cmd.billing.payment-requested.v1 - < message.json

--timeout limits the whole command: standard input, the connection, publishing, and the wait for the answer.

Exit code 0 when the node completed, 1 when it failed or did not answer in time.`,
  options: {
    'kafka-servers': KAFKA_SERVERS_OPTION,
    timeout: {
      type: 'text',
      placeholder: 'TIME',
      description: 'time limit for the answer, such as 500ms or 2m (30s)',
    },
    'no-wait': { type: 'flag', description: 'do not wait for an answer' },
    correlation: {
      type: 'text',
      placeholder: 'ID',
      description: 'correlation id of the message (a UUID; a new one)',
    },
    json: { type: 'flag', description: 'print one JSON object instead' },
    quiet: { type: 'flag', short: 'q', description: 'print only the answer' },
  },
  async run({ values, positionals }, context) {
    const [where, given, ...surplus] = positionals;
    if (where === undefined)
      throw new CliError('The target is missing: onex-runtime send TOPIC|NODE[:OPERATION] JSON');
    if (given === undefined)
      throw new CliError(`What to send to ${where}? A JSON object, or - for standard input`);
    if (surplus.length > 0) {
      throw new CliError(
        `One JSON is sent, but "${surplus[0]}" follows it: put quotes around the whole JSON`,
      );
    }
    const deadline = startDeadline(parseDuration('timeout', values.timeout ?? '30s'));
    const correlation = correlationOption(values.correlation);
    const warn = (line: string): void =>
      void (values.quiet === true || context.stderr.write(`${visible(line)}\n`));
    const unsent = (what: string) => (time: string) =>
      `${what} did not answer within ${time}, so nothing was sent. Start it, or give it more time with --timeout`;
    const choosing = chooseBus(values['kafka-servers'], context, undefined, warn);
    const chosen = await deadline.within(choosing, unsent('The bus'));
    const real = chosen.kind === 'kafka' ? chosen.bus : null;
    try {
      const json = readJson(given, context.stdin);
      // It is awaited only once the target is known.
      json.catch(() => {});
      const late = (time: string): string => `Standard input did not end within ${time}, so nothing was sent`;
      const resolving = findTarget(where, chosen, context);
      const target = await deadline.within(resolving, unsent(chosen.label));
      const message = composeMessage(await deadline.within(json, late), target, correlation);
      const report = createReporter(context, {
        json: values.json === true,
        quiet: values.quiet === true,
        bus: chosen.label,
      });
      return await deliver(message, target, { chosen, deadline, report, wait: values['no-wait'] !== true });
    } finally {
      // A connection that does not close in time ends with the process.
      if (real !== null) await within(Math.min(deadline.left(), CLOSE_MS), real.close()).catch(() => {});
    }
  },
});

/** How long the connections may take to close once the answer is printed, in ms. */
const CLOSE_MS = 2000;

async function findTarget(where: string, chosen: DevBus | RealBus, { cwd }: CommandContext): Promise<Target> {
  if (chosen.kind === 'dev')
    return resolveRunning(where, chosen.nodes, () => describeNodes(requireProject(cwd).root));
  const { bus, nodes, label } = chosen;
  bus.prepareToPublish();
  if (where.includes('.')) await requireVisible(where, bus);
  const target = resolveTarget(where, nodes, bus.topics);
  if (target.node?.onBus !== false) await requireTopic(target.topic, bus, label);
  return target;
}

interface Delivery {
  readonly chosen: DevBus | RealBus;
  readonly deadline: Deadline;
  readonly report: Reporter;
  /** Whether to wait for an answer, if a node answers on the topic. */
  readonly wait: boolean;
}

/** Sends the message and reports how it ended. @returns the exit code. */
async function deliver(
  message: OutgoingMessage,
  target: Target,
  { chosen, deadline, report, wait }: Delivery,
): Promise<number> {
  const client = chosen.kind === 'kafka' ? chosen.bus.client : chosen.dev.client;
  const timeout = { status: 'timeout', timeoutMs: deadline.ms } as const;
  const orTimeout = async <T>(work: Promise<T>): Promise<T | null> => {
    try {
      return await deadline.within(work, () => '');
    } catch (error) {
      if (error instanceof DeadlineError) return null;
      throw error;
    }
  };
  if (target.node?.onBus === false) {
    const end = await orTimeout(callDirectly(client, target.node, message));
    return end === null ? report.ended(message, timeout) : report.called(message, end);
  }
  const answers =
    target.answering.length > 0 && (target.node !== null || target.topic.startsWith('onex.cmd.'));
  if (!wait || !answers) {
    const sent = await orTimeout(client.publish(message).then(() => true));
    return sent === null
      ? report.ended(message, { ...timeout, unacknowledged: true })
      : report.sent(message, target);
  }
  report.sending(message, target);
  // A cluster may have thousands of topics, so only those of the project are followed there.
  const topics = chosen.kind === 'dev' ? ['*'] : knownTopics(chosen.nodes);
  const options = { topics, timeoutMs: deadline.left(), onEvent: report.event };
  const end = await sendAndWait(client, message, target, options);
  return report.ended(message, end.status === 'timeout' ? { ...end, timeoutMs: deadline.ms } : end);
}

/** @throws CliError if the topic may exist, but a right is missing. */
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
