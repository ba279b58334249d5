import { projectQuestions } from '../../generators/app/questions.ts';
import {
  detailQuestions,
  domainQuestion,
  kindQuestion,
  nameQuestion,
} from '../../generators/node/prompts/index.ts';
import { NODE_KINDS, type NodeKind } from '../../runtime/src/contract/model.ts';
import { code, paragraphs, table } from './markdown.ts';

interface Asked {
  readonly name: string;
  readonly message?: unknown;
}

const CHOICES = [{ node: 'node_billing_payment_effect', name: 'payment', operations: ['create'] }];

/** The questions of the nodes of a kind, where nothing is given. */
function questionsOf(kind: NodeKind): readonly Asked[] {
  return [
    nameQuestion('.', async () => undefined),
    domainQuestion(''),
    ...detailQuestions(kind, null, CHOICES),
  ];
}

/** Every question, each once, in the order in which they are asked. */
function allQuestions(): readonly Asked[] {
  const [name, ...rest] = NODE_KINDS.flatMap(questionsOf);
  const all = [name!, kindQuestion(), ...rest];
  return all.filter((question, index) => all.findIndex((other) => other.name === question.name) === index);
}

/** The kinds for which a question is asked, `node` being the command that asks for the kind. */
function askedOf(name: string): readonly string[] {
  const kinds = NODE_KINDS.filter((kind) => questionsOf(kind).some((question) => question.name === name));
  return kinds.length === NODE_KINDS.length ? ['all four kinds'] : kinds.length === 0 ? ['node'] : kinds;
}

/** What is asked on a terminal, and the option that answers it beforehand. */
export function prompts(): string {
  const option = (name: string): string => code(name === 'name' ? 'NAME' : `--${name}`);
  const ofProject = projectQuestions({}, { domain: '', description: '' } as never) as unknown as Asked[];
  const rows = [
    ...ofProject.map(({ name, message }) => [String(message), option(name), code('project')]),
    ...allQuestions().map(({ name, message }) => [
      String(message).split('\n', 1)[0]!,
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
    'On a terminal, what no option and no answers file says is asked. An option that is given is not asked for; `--yes` and `--json` ask nothing. Of a node that is there already each question offers what it has now, so that Enter keeps it.',
    table(['Question', 'Option', 'Commands'], rows),
    'Ctrl-C at any of them ends with exit code 130, and nothing is written.',
  ]);
}
