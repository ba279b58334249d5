import { createPalette, visible } from 'onex-cli-kit';
import { projectCommands } from '../../project/index.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand, parseCorrelation } from '../command/index.ts';
import { chooseBus } from '../bus/index.ts';
import { awaitDev, requireDev, type BusEvent } from '../control/index.ts';
import { KAFKA_SERVERS_OPTION, requireRights } from '../kafka/index.ts';
import { createLineWriter } from '../terminal/index.ts';
import { eventJsonLine, eventLine } from './event-line.ts';
import { followDev, leftOutNote } from './follow-dev.ts';
import { untilInterrupted } from './interrupt.ts';
import { followKafka, printKafka } from './read-kafka.ts';
import { expandTopics, requireKnownTopic, unknownTopic } from './topics.ts';

export const tailCommand = defineCommand({
  name: 'tail',
  usage: '[TOPIC…]',
  summary: 'Print the events on the bus',
  details: `A TOPIC may contain * for any characters, or be the name of a node for all its topics. Without a TOPIC, every
topic except heartbeats is printed. The events are read from Kafka if --kafka-servers is given, otherwise from the dev
of this project if it runs, otherwise from the Kafka of KAFKA_BOOTSTRAP_SERVERS.

  onex-runtime tail --follow
  onex-runtime tail 'onex.evt.billing.*' --json
  onex-runtime tail payment --correlation 3f2a91bc

Times are UTC. On a terminal, a line is cut to the width of the terminal, and a long payload is on a second line. --json
prints all of it.

Prints existing events and ends. With --follow, it waits for more until Ctrl-C, through restarts of dev or
Kafka, and for a dev that does not run yet. While its output is not read, it reads no further events, and the number
of events that the bus drops meanwhile is printed.`,
  options: {
    'kafka-servers': KAFKA_SERVERS_OPTION,
    follow: { type: 'flag', short: 'f', description: 'wait for new events' },
    correlation: {
      type: 'text',
      placeholder: 'ID',
      description: 'only events with this correlation ID (a UUID, or its first 8 digits)',
    },
    json: { type: 'flag', description: 'print one JSON object per line' },
  },
  async run({ values, positionals }, context) {
    const { stdout, stderr } = context;
    const correlationId = parseCorrelation(values.correlation);
    const follow = values.follow === true;
    const note = (line: string): void => void stderr.write(`${visible(line)}\n`);
    let from: 'start' | 'now' = 'now';
    const onWait = (reason: string): void => {
      // If a bus starts during the wait, none of its events may be missed.
      from = 'start';
      note(`${reason}; waiting for it (${projectCommands(process.cwd()).run('dev')}), until Ctrl-C`);
    };
    const reachDev = follow ? (stateDir: string) => awaitDev(stateDir, onWait) : requireDev;
    const chosen = await chooseBus(values['kafka-servers'], context, reachDev, note);
    const { nodes, label } = chosen;
    const existing = chosen.kind === 'kafka' ? chosen.bus.topics : [];
    const topics = expandTopics(positionals, nodes, existing);
    if (chosen.kind === 'kafka') {
      const absent = topics.filter((topic) => !topic.includes('*') && !existing.includes(topic));
      const typed = absent.filter((topic) => positionals.includes(topic));
      if (typed.length > 0) await requireRights(chosen.bus, { read: typed });
      // The readable topics of a node are printed.
      const missing = absent.length === 0 ? null : await chosen.bus.missingRights({ read: absent });
      if (missing !== null) note(missing);
    }
    for (const topic of topics) {
      const problem = follow ? unknownTopic(topic, nodes, existing) : null;
      if (problem !== null) note(problem);
      else if (!follow) requireKnownTopic(topic, nodes, existing);
    }
    const palette = createPalette(stdout);
    const writeLine = createLineWriter(stdout);
    const print = (event: BusEvent): void | Promise<void> => {
      // The user may have made the terminal narrower since.
      const width = stdout.isTTY ? stdout.columns : Infinity;
      return writeLine(values.json === true ? eventJsonLine(event) : eventLine(event, palette, width));
    };
    const filter = { topics, correlationId };
    if (values.json !== true) note(createPalette(stderr).faint(`on ${visible(label)}`));
    if (chosen.kind === 'kafka') {
      try {
        await (follow ? followKafka : printKafka)(chosen.bus.client, { filter, print, note });
      } finally {
        await chosen.bus.close();
      }
      return 0;
    }
    const { dev, stateDir } = chosen;
    if (follow) {
      const interrupted = new AbortController();
      const { signal } = interrupted;
      const following = followDev(dev, { from, stateDirectory: stateDir, filter, print, note, signal });
      await untilInterrupted(following, () => interrupted.abort());
      return 0;
    }
    const request = { ...filter, from: 'start', follow: false } as const;
    const tail = await dev.client.tail(request, print, (count) => note(leftOutNote(count)));
    if ((await tail.ended) === 'disconnected') throw new CliError('dev ended while its events were read');
    return 0;
  },
});
