import { UserError } from '../../lib/errors/index.ts';
import { nodeNames, shortName } from '../../lib/project/index.ts';
import { nodeQuestion } from '../add/questions.ts';
import type { Ask } from '../node/prompts/index.ts';
import type { Session } from '../node/session/index.ts';

/** Asks for the node that is to be removed, as the words of the command would say it. */
export async function askWhat({ place }: Session, ask: Ask): Promise<readonly string[]> {
  const nodes = await nodeNames(place.root);
  if (nodes.length === 0)
    throw new UserError('ERR_ONEX_NOT_FOUND', 'The project has no node that could be removed.');
  const { node } = await ask<{ node: string }>([nodeQuestion(nodes.map((one) => shortName(one, nodes)))]);
  return [node];
}
