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

/** The questions in a terminal, and the option that answers each beforehand. */
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
    ['Write this to …?', code('--yes'), 'all commands that generate'],
    ['… you and the generator changed the same lines', code('--on-conflict'), 'all commands that generate'],
  ];
  return paragraphs([
    '## Prompts',
    'In a terminal, onex prompts for values that neither an option nor the answers file gives. With `--yes` or `--json`, it does not prompt. For an existing node, the default of each question is the present value.',
    table(['Question', 'Option', 'Commands'], rows),
    'Ctrl-C at a question ends the command with exit code 130, and nothing is written.',
  ]);
}
