import type { OwnCommand } from './types.ts';

type Reasons = Readonly<Record<string, string>>;

/** Options of earlier releases, by command, with the reason why they do not exist anymore. */
const REMOVED: Readonly<Partial<Record<OwnCommand, Reasons>>> = {
  'event-bus': {
    module: 'the injected code is the same for every module system; omit the option',
  },
};

/** The options of earlier releases that a command does not have anymore, with the reasons. */
export function removedOptions(command: OwnCommand): Reasons {
  return REMOVED[command] ?? {};
}
