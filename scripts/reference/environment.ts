import { OPTIONS, VARIABLES, describeOption, describeVariable } from '../../runtime/src/settings/index.ts';
import { code, paragraphs, table } from './markdown.ts';

const OF_ONEX = [
  ['NO_COLOR', 'if set, output has no colors'],
  ['FORCE_COLOR', '`1`: colors also without a terminal; `0`: no colors'],
  [
    'ONEX_PROGRAM',
    'the program that git runs as merge driver of contracts; `onex doctor` sets it for the runtime',
  ],
  ['ONEX_TIMINGS', 'if set, `onex` prints the time of each phase on standard error'],
  ['VISUAL, EDITOR', 'the editor for conflicts'],
  [
    'KUBERNETES_SERVICE_HOST',
    'set in a pod of Kubernetes; if set, variables of services, such as `ONEX_SHOP_PORT`, are not reported as unknown',
  ],
  ['NODE_DISABLE_COMPILE_CACHE', 'if set, compiled code is not cached'],
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
    'A running node reads these variables. An empty variable counts as not set. A misspelled name that begins with `ONEX_` is an error:',
    table(
      ['Variable', 'Meaning'],
      [...ofSettings, ...others].map(([name = '', help = '']) => [names(name), help]),
    ),
    '`onex` and `onex-runtime` read these variables:',
    table(
      ['Variable', 'Meaning'],
      OF_ONEX.map(([name, help]) => [names(name), help]),
    ),
  ]);
}
