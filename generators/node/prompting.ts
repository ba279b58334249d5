import type { NodeKind } from 'onex-runtime/contract';
import { UserError } from '../../lib/errors/index.ts';
import { parseNodeName } from '../../lib/naming/index.ts';
import type { Ask } from './ask.ts';
import { checkName } from './check-name.ts';
import { listOf, nodeQuestions } from './questions.ts';
import type { Session } from './session.ts';

/** Refuses a name that is no name, before anything else is asked or missed. */
export function checkGivenName({ given }: Session): void {
  if (given['name'] !== undefined) parseNodeName(String(given['name']));
}

/** Asks what no option says and adds the answers to what is given. */
export async function askForNode(
  session: Session,
  kind: NodeKind | null,
  nodes: readonly string[],
  domain: string,
  ask: Ask,
): Promise<void> {
  const { given, cwd } = session;
  const questions = nodeQuestions({
    given,
    cwd,
    kind,
    domain,
    nodes,
    checkName: (name) => checkName(name, nodes),
  });
  const answers = await ask<Record<string, unknown>>(questions);
  for (const [name, answer] of Object.entries(answers)) {
    if (answer === undefined || answer === '') continue;
    given[name] = (name === 'operations' ? listOf(String(answer)) : answer) as string;
  }
}

/** Answers without a sound default; a domain has one in a project that has it, and with `--yes`. */
export function refuseMissing({ given, program, place }: Session, kind: NodeKind | null): void {
  const fromContract = given['contract'] !== undefined;
  const hasDomain =
    given['domain'] !== undefined || given['yes'] === true || typeof place.settings?.['domain'] === 'string';
  const missing = [
    ...(kind === null && !fromContract ? ['--kind'] : []),
    ...(given['name'] === undefined && !fromContract ? ['the name'] : []),
    ...(hasDomain || fromContract ? [] : ['--domain']),
  ];
  if (missing.length === 0) return;
  const example = `${program} NAME${kind === null ? ' --kind KIND' : ''}${hasDomain ? '' : ' --domain DOMAIN'}`;
  const verb = missing.length === 1 ? 'is' : 'are';
  throw new UserError(
    `${missing.join(' and ')} ${verb} missing and there is no terminal to ask on: ${example}`,
  );
}
