import { CliError } from '../cli-error.ts';
import { defineCommand } from '../command/index.ts';
import { requireDev, type BusEvent } from '../control/index.ts';
import { requireProject, stateDirectory } from '../project/index.ts';
import { createPalette } from '../terminal/index.ts';
import { eventJsonLine, eventLine } from './event-line.ts';
import { followDev } from './follow-dev.ts';
import { expandTopics, requireKnownTopic, unknownTopic } from './topics.ts';

export const tailCommand = defineCommand({
  name: 'tail',
  usage: '[TOPIC…]',
  summary: 'Print the events on the bus, one line each',
  details: `A TOPIC may hold * for any characters, or be the name of a node for all its topics. Without one every
topic is printed but that of heartbeats.

  onex-runtime tail --follow
  onex-runtime tail 'onex.evt.billing.*' --json
  onex-runtime tail payment --correlation 3f2a91bc-0000-4000-8000-000000000000

Prints what there is and ends; with --follow it waits for more until Ctrl-C, through restarts of dev.`,
  options: {
    follow: { type: 'boolean', short: 'f', description: 'wait for events to come' },
    correlation: { type: 'string', value: 'ID', description: 'only events of this conversation' },
    json: { type: 'boolean', description: 'print one JSON object per line' },
  },
  async run({ values, positionals }, { cwd, env, stdout, stderr }) {
    const { root } = requireProject(cwd);
    const stateDir = stateDirectory(root, env);
    const dev = await requireDev(stateDir);
    const nodes = await dev.client.directory();
    const topics = expandTopics(positionals, nodes);
    const follow = values.follow === true;
    for (const topic of topics) {
      const note = follow ? unknownTopic(topic, nodes) : null;
      if (note !== null) stderr.write(`${note}\n`);
      else if (!follow) requireKnownTopic(topic, nodes);
    }
    const palette = createPalette(stdout);
    const width = stdout.isTTY ? stdout.columns : Infinity;
    const print = (event: BusEvent): void => {
      stdout.write(`${values.json === true ? eventJsonLine(event) : eventLine(event, palette, width)}\n`);
    };
    const filter = { topics, correlationId: values.correlation ?? null };
    if (follow) {
      await followDev(dev, stateDir, filter, print, (note) => void stderr.write(`${note}\n`));
      return 0;
    }
    const tail = await dev.client.tail({ ...filter, from: 'start', follow: false }, print);
    if ((await tail.ended) === 'disconnected') throw new CliError('dev ended while its events were read');
    return 0;
  },
});
