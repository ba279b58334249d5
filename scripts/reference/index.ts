/**
 * Writes the text of docs/reference.md from the data of the options, commands, and settings.
 */
import { answerKeys, commands, overview } from './commands.ts';
import { environment } from './environment.ts';
import { paragraphs } from './markdown.ts';
import { naming } from './naming.ts';
import { prompts } from './prompts.ts';
import { results } from './results.ts';
import { runtimeCommands, startScript } from './runtime.ts';

/** The text of docs/reference.md, from the data that parsing, `--help` and prompts are made from. */
export async function referenceText(): Promise<string> {
  return paragraphs([
    '# Reference',
    '<!-- Made by `npm run docs:reference`: change the data it is made from. -->',
    'After reading an entry of this page, you know what a command, an option, a prompt, an exit code, or an environment variable does. `onex COMMAND --help` prints the entry of a command.',
    overview(),
    commands(),
    answerKeys(),
    prompts(),
    results(),
    naming(),
    await runtimeCommands(),
    startScript(),
    environment(),
  ]);
}
