import { globSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../build/steps.ts';
import { optionsOf, type CommandDefinition, type OptionDefinition } from '../../lib/options/index.ts';
import { pageOf } from './report.ts';

/** The type of an option's value, as `composeWith` takes it. */
function typeOf({ type, choices = [] }: OptionDefinition): string {
  return {
    flag: 'boolean',
    text: 'string',
    list: 'string | readonly string[]',
    choice: choices.map((choice) => `'${choice}'`).join(' | '),
  }[type];
}

const keyOf = (name: string): string => (/^\w+$/.test(name) ? name : `'${name}'`);

/** The report of a generator that `yo` and `composeWith` load: its namespace, its argument, and its options. */
export function generatorReport(folder: string, { yeoman, name, argument }: CommandDefinition): string {
  const options = optionsOf(name).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const lines = options.map((option) => `  ${keyOf(option.name)}?: ${typeOf(option)};`);
  const many = argument.many === true ? '...' : '';
  return pageOf(
    `generator-onex/generators/${folder}`,
    `// Namespace: ${yeoman}
// Argument: ${many}${argument.name}${argument.optional === true ? ' (optional)' : ''}
export default class extends Generator {}

interface Options {
${lines.join('\n')}
}
`,
  );
}

/** The generators of the package by the names of their folders. */
export async function generators(): Promise<ReadonlyMap<string, CommandDefinition>> {
  const files = globSync('generators/*/command.ts', { cwd: ROOT }).toSorted();
  const commands = await Promise.all(
    files.map(async (file) => {
      const { command } = (await import(pathToFileURL(resolve(ROOT, file)).href)) as {
        command: CommandDefinition;
      };
      return [basename(dirname(file)), command] as const;
    }),
  );
  return new Map(commands);
}
