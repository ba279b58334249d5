import { OPTIONS, VARIABLES, describeOption, describeVariable } from '../../runtime/src/settings/index.ts';
import { code, paragraphs, table } from './markdown.ts';

const OF_ONEX = [
  ['NO_COLOR', 'set: no colours'],
  ['FORCE_COLOR', '`1`: colours without a terminal too; `0`: none'],
  [
    'ONEX_PROGRAM',
    'set by `onex doctor` for the runtime: the program that git is to run as merge driver of contracts',
  ],
  ['ONEX_TIMINGS', 'set: `onex` says on standard error how long each part of its run took'],
  ['VISUAL, EDITOR', 'the editor that a clash is offered in'],
  [
    'KUBERNETES_SERVICE_HOST',
    'set in a pod; variables of services, such as `ONEX_SHOP_PORT`, are not reported as unknown then',
  ],
  ['NODE_DISABLE_COMPILE_CACHE', 'set: no compiled code is kept from run to run'],
  [
    'NODE_COMPILE_CACHE',
    'folder in which Node stores compiled code, which makes the next start of a node faster; default: `~/.cache/onex-runtime`, or `$XDG_CACHE_HOME/onex-runtime`',
  ],
] as const;

const names = (text: string): string =>
  text
    .split(', ')
    .map((name) => code(name))
    .join(', ');

/** Every environment variable that a command or a node reads. */
export function environment(): string {
  const ofSettings = OPTIONS.flatMap((option) =>
    option.variable === null ? [] : [[option.variable, describeOption(option)]],
  );
  const others = VARIABLES.map((variable) => [variable.name, describeVariable(variable)]);
  return paragraphs([
    '## Environment',
    'Of a running node. An empty variable counts as not set. A misspelled name that begins with `ONEX_` is an error:',
    table(
      ['Variable', 'What it says'],
      [...ofSettings, ...others].map(([name = '', help = '']) => [names(name), help]),
    ),
    'Of `onex` and `onex-runtime`:',
    table(
      ['Variable', 'What it says'],
      OF_ONEX.map(([name, help]) => [names(name), help]),
    ),
  ]);
}
