import type { NodeKind } from 'onex-runtime/contract';
import { type Ask, listOf, type PromptQuestion } from './ask.ts';
import { presentNode } from '../contract/index.ts';
import { detailQuestions } from './questions.ts';
import type { Session } from '../session/index.ts';
import { stepChoices } from './step-choices.ts';

/** Asks the questions that no option answers. */
export async function askRest(
  { given }: Session,
  questions: readonly PromptQuestion[],
  ask: Ask,
): Promise<Record<string, unknown>> {
  const open = questions.filter(({ name }) => given[name] === undefined);
  return open.length === 0 ? {} : ask<Record<string, unknown>>(open);
}

const isSame = (answer: unknown, other: unknown): boolean =>
  listOf(String(answer)).join() === listOf(String(other)).join();

/**
 * Asks the remaining questions once the node's name, kind, and domain are known. The node's present values count as not
 * given, so none of them is reset.
 * @param node Full name.
 * @param nodes Full names of the project's nodes.
 */
export async function askDetails(
  session: Session,
  kind: NodeKind,
  node: string,
  nodes: readonly string[],
  ask: Ask,
): Promise<void> {
  const { given, place } = session;
  const present = nodes.includes(node) ? await presentNode(place.root, node, given['node-version']) : null;
  const others = nodes.filter((other) => other !== node);
  const choices = kind === 'orchestrator' ? await stepChoices(place.root, others) : [];
  const questions = detailQuestions(kind, present, choices);
  const answers = await askRest(session, questions, ask);
  for (const { name, default: now } of questions) {
    const answer = answers[name];
    if (answer === undefined || answer === '' || (present?.isKept && isSame(answer, now))) continue;
    session.asked.add(name);
    given[name] = name === 'operations' || name === 'steps' ? listOf(String(answer)) : (answer as string);
  }
}
