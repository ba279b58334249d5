import { projectQuestions } from '../../generators/app/questions.ts';
import { nodeQuestions } from '../../generators/node/questions.ts';
import { NODE_KINDS, type NodeKind } from '../../runtime/src/contract/model.ts';
import { code, paragraphs, table } from './markdown.ts';

interface Asked {
  readonly name: string;
  readonly message?: unknown;
  readonly when?: unknown;
}

function isAsked({ when }: Asked, answers: Record<string, unknown>): boolean {
  return typeof when === 'function' ? when(answers) === true : when !== false;
}

function questionsOf(kind: NodeKind | null): readonly Asked[] {
  return nodeQuestions({
    given: {},
    cwd: '.',
    kind,
    domain: '',
    nodes: ['node_billing_payment_effect'],
    checkName: () => undefined,
  });
}

/** The kinds for which a question is asked, `node` being the command that asks for the kind. */
function askedOf(name: string): readonly string[] {
  const kinds = NODE_KINDS.filter((kind) =>
    questionsOf(kind).some((question) => question.name === name && isAsked(question, { kind })),
  );
  return kinds.length === NODE_KINDS.length ? ['all four kinds'] : kinds.length === 0 ? ['node'] : kinds;
}

/** What is asked on a terminal, and the option that answers it beforehand. */
export function prompts(): string {
  const option = (name: string): string => code(name === 'name' ? 'NAME' : `--${name}`);
  const ofProject = projectQuestions({}, { domain: '', description: '' } as never) as unknown as Asked[];
  const rows = [
    ...ofProject.map(({ name, message }) => [String(message), option(name), code('project')]),
    ...questionsOf(null).map(({ name, message }) => [
      String(message),
      option(name),
      askedOf(name)
        .map((of) => (of.includes(' ') ? of : code(of)))
        .join(', '),
    ]),
    ['Write this to …?', code('--yes'), 'all that generate'],
    ['… you and the generator changed the same lines', code('--on-conflict'), 'all that generate'],
  ];
  return paragraphs([
    '## Prompts',
    'On a terminal, what no option and no answers file says is asked. An option that is given is not asked for; `--yes` and `--json` ask nothing.',
    table(['Question', 'Option', 'Commands'], rows),
    'Ctrl-C at any of them ends with exit code 130, and nothing is written.',
  ]);
}
