import { UserError } from '../../lib/errors/index.ts';
import { nodeNames, shortName } from '../../lib/project/index.ts';
import { readVersions, versionOf } from '../../lib/project/versions/index.ts';
import { type Ask, stepChoices } from '../node/prompts/index.ts';
import type { Session } from '../node/session/index.ts';
import { scopeOf } from '../upgrade/scope.ts';
import { detailQuestions, nodeQuestion, requiredQuestions, thingQuestion } from './questions.ts';
import type { Asked } from './request.ts';

/** Returns the answers to the questions about a part, in the form of the command's words. */
function namesFrom({ operation, fields, names }: Readonly<Record<string, unknown>>): readonly string[] {
  return operation === undefined ? [String(names)] : [String(operation), String(fields)];
}

/** Asks for what the command's words do not state. Answers that are options are added to the given ones. */
export async function askRest(session: Session, asked: Asked, ask: Ask): Promise<Asked> {
  const { place, cwd, given } = session;
  const nodes = await nodeNames(place.root);
  if (nodes.length === 0)
    throw new UserError('ERR_ONEX_NOT_FOUND', 'The project has no node yet. Make one: onex effect NAME');
  const node =
    asked.node ??
    (await ask<{ node: string }>([nodeQuestion(nodes.map((one) => shortName(one, nodes)))])).node;
  const { nodes: meant } = await scopeOf([node], place.root, cwd);
  const { contract } = versionOf(await readVersions(place.root, meant[0]!), node, asked.version);
  const thing =
    asked.thing ?? (await ask<{ thing: NonNullable<Asked['thing']> }>([thingQuestion(contract)])).thing;
  const enough = asked.names.length >= (thing === 'field' ? 2 : 1);
  const steps =
    thing === 'step' && !enough
      ? await stepChoices(
          place.root,
          nodes.filter((one) => one !== meant[0]),
        )
      : [];
  if (thing === 'step' && !enough && steps.length === 0)
    throw new UserError('ERR_ONEX_NOT_FOUND', 'The project has no other node that a step could drive.');
  const all = enough
    ? requiredQuestions(thing, contract, asked.names)
    : detailQuestions(thing, contract, steps);
  const known = asked.names.length > 0 ? ['operation', ...Object.keys(given)] : Object.keys(given);
  const questions = all.filter(({ name }) => !known.includes(name));
  const answers = questions.length === 0 ? {} : await ask<Record<string, unknown>>(questions);
  for (const option of ['input', 'output', 'from', 'to', 'on', 'side', 'direction']) {
    const answer = answers[option];
    if (typeof answer === 'string' && answer !== '') given[option] = answer;
  }
  const said = { ...(asked.names.length > 0 && { operation: asked.names[0] }), ...answers };
  return { node, version: asked.version, thing, names: enough ? asked.names : namesFrom(said) };
}
