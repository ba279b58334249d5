import { didYouMean } from 'onex-cli-kit';
import { indentedJson } from '../../values/json/json-source/index.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand, parseCorrelation } from '../command/index.ts';
import { inOneLine, openReader, openTransport, KAFKA_SERVERS_OPTION } from '../kafka/index.ts';
import type { DeadLetter } from './dead-letter.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { deadLetterDetail } from './print.ts';
import { deadLetterTopics, deadLettersIn, readDeadLetters } from './read-dead-letters.ts';
import { replayDeadLetters } from './replay-dead-letters.ts';
import { requireServers } from './require-servers.ts';
import { deadLetterMatcher, deadLettersAt } from './select.ts';

const ACTIONS = ['list', 'show', 'replay'];

export const dlqCommand = defineCommand({
  name: 'dlq',
  usage: 'list|show|replay [TOPIC] [PARTITION:OFFSET…]',
  summary: 'List, show, and replay dead letters on Kafka',
  details: `Name a dead letter by its partition and offset, as list prints them; the offset is enough where it is
unambiguous. Without a topic, list reads every onex.dlq.… topic. replay sends the failed message, byte for byte and with
its key, to its original topic. The dead letter is not removed, so it can be replayed again. The bus of dev is in memory; its
dead letters are printed by: onex-runtime tail 'onex.dlq.*'

  onex-runtime dlq list
  onex-runtime dlq list onex.dlq.billing.commands.v1 --reason amount
  onex-runtime dlq show onex.dlq.billing.commands.v1 0:17
  onex-runtime dlq replay onex.dlq.billing.commands.v1 0:17 0:18
  onex-runtime dlq replay onex.dlq.billing.commands.v1 --all --from 'onex.cmd.billing.*' --dry-run

Exit code 0 when everything was done, 1 when something failed.`,
  options: {
    'kafka-servers': KAFKA_SERVERS_OPTION,
    from: {
      type: 'text',
      placeholder: 'TOPIC',
      description: 'only messages from this topic; * matches any characters',
    },
    correlation: {
      type: 'text',
      placeholder: 'ID',
      description: 'only dead letters with this correlation ID (a UUID, or its first 8 digits)',
    },
    reason: { type: 'text', placeholder: 'TEXT', description: 'only those whose reason contains this text' },
    all: { type: 'flag', description: 'replay: all dead letters that match the filters' },
    'dry-run': { type: 'flag', description: 'replay: print what would be sent, send nothing' },
    yes: { type: 'flag', short: 'y', description: 'replay: do not prompt' },
    json: {
      type: 'flag',
      description: 'print JSON: list one object per line, show and replay one object',
    },
  },
  async run({ values, positionals }, context) {
    const [action = '', topic, ...places] = positionals;
    checkArguments(action, topic, places, values.all === true);
    const correlationId = parseCorrelation(values.correlation);
    const servers = await requireServers(values['kafka-servers'], topic, context);
    const fits = deadLetterMatcher({
      originalTopic: values.from ?? null,
      correlationId,
      reason: values.reason ?? null,
    });
    const json = values.json === true;
    const reader = await openReader({ servers, env: context.env });
    const run = async (): Promise<number> => {
      const topics = await deadLetterTopics(reader, topic);
      if (action === 'list')
        return listDeadLetters(matching(readDeadLetters(reader, topics), fits), { json, context, topic });
      const chosen = values.all === true ? null : await deadLettersAt(places, reader, topic!, fits);
      if (action === 'show') {
        const detail = deadLetterDetail(chosen![0]!);
        context.stdout.write(`${json ? detail : indentedJson(detail)}\n`);
        return 0;
      }
      // Each call reads the same records again.
      const ranges = chosen === null ? await reader.ranges(topics) : [];
      return replayDeadLetters(() => chosen ?? matching(deadLettersIn(reader, ranges), fits), {
        open: () => openTransport({ servers, env: context.env }),
        reader,
        context,
        json,
        dryRun: values['dry-run'] === true,
        yes: values.yes === true,
      });
    };
    try {
      return await inOneLine(run);
    } finally {
      await reader.close();
    }
  },
});

async function* matching(
  deadLetters: AsyncIterable<DeadLetter>,
  fits: (deadLetter: DeadLetter) => boolean,
): AsyncGenerator<DeadLetter, void, undefined> {
  for await (const deadLetter of deadLetters) if (fits(deadLetter)) yield deadLetter;
}

function checkArguments(
  action: string,
  topic: string | undefined,
  places: readonly string[],
  all: boolean,
): void {
  if (!ACTIONS.includes(action)) {
    const given =
      action === ''
        ? 'The action is missing.'
        : `"${action}" is not an action.${didYouMean(action, ACTIONS)}`;
    throw new CliError(`${given} onex-runtime dlq list|show|replay TOPIC`);
  }
  if (action === 'list') {
    if (places.length > 0)
      throw new CliError(
        `list takes one topic; to see ${places[0]}: onex-runtime dlq show ${topic} ${places[0]}`,
      );
    return;
  }
  if (topic === undefined)
    throw new CliError(`The topic is missing: onex-runtime dlq ${action} TOPIC PARTITION:OFFSET`);
  if (action === 'show' && places.length !== 1) {
    throw new CliError(`Which dead letter? onex-runtime dlq show ${topic} PARTITION:OFFSET`);
  }
  if (action === 'replay' && all === places.length > 0) {
    throw new CliError(
      `Which dead letters? Either their places, or --all: onex-runtime dlq replay ${topic} 0:17`,
    );
  }
}
