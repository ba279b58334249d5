import { parseDomain } from '../../lib/naming/index.ts';
import type { GivenOptions } from '../../lib/options/index.ts';
import type { ProjectAnswers } from '../../lib/render/index.ts';

/** Returns the questions about a project that no option answers. */
export function projectQuestions(given: GivenOptions, defaults: ProjectAnswers): Record<string, unknown>[] {
  const questions = [
    {
      type: 'input',
      name: 'domain',
      message: 'Domain of its nodes:',
      default: defaults.domain,
      validate: (text: string) => {
        try {
          parseDomain(text);
          return true;
        } catch (error) {
          return (error as Error).message;
        }
      },
    },
    {
      type: 'input',
      name: 'description',
      message: 'Description, one sentence:',
      default: defaults.description,
    },
  ];
  return questions.filter(({ name }) => given[name] === undefined);
}
