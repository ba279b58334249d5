import { expect } from 'chai';
import { deadLetterTopics } from '../../../src/cli/dlq/read-dead-letters.ts';
import { replayOf } from '../../../src/cli/dlq/replay.ts';
import type { DeadLetter } from '../../../src/cli/dlq/dead-letter.ts';

const HIDDEN = 'onex.dlq.shop.hidden.v1';
const COMMANDS = 'onex.cmd.shop.hidden.v1';
const missing = (topic: string): string => `User:ops has no right to READ on topic ${topic}`;
const reader = {
  topics: async () => ['onex.dlq.shop.commands.v1'],
  missingRights: async ({ read = [] }: { readonly read?: readonly string[] }) =>
    read.includes(HIDDEN) ? missing(HIDDEN) : null,
};
const refusal = (topic: string): Promise<string> =>
  deadLetterTopics(reader, topic).then(
    () => '',
    (error: Error) => error.message,
  );

describe('a topic of dead letters that the broker does not show', () => {
  it('is reported with the missing right, and not as missing', async () => {
    expect(await refusal(HIDDEN))
      .to.contain(missing(HIDDEN))
      .and.to.contain('grant it, or create the topic');
  });

  it('is reported as missing where no right is', async () => {
    expect(await refusal('onex.dlq.shop.comands.v1')).to.match(
      /^There is no topic onex\.dlq\.shop\.comands\.v1\. Did you mean onex\.dlq\.shop\.commands\.v1/u,
    );
  });

  it('is no place to send a dead letter to, which the right that is missing explains', () => {
    const deadLetter = {
      topic: 'onex.dlq.shop.commands.v1',
      content: { originalTopic: COMMANDS, leftOut: null, redacted: null },
    } as unknown as DeadLetter;
    const replay = replayOf(deadLetter, new Set(), new Map([[COMMANDS, missing(COMMANDS)]]));
    expect(replay).to.deep.equal({ deadLetter, problem: `cannot be sent: ${missing(COMMANDS)}` });
  });
});
