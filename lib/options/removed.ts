import type { OwnCommand } from './types.ts';

/** Options of earlier releases, by command, with why they are gone. */
const REMOVED: Readonly<Partial<Record<OwnCommand, Readonly<Record<string, string>>>>> = {
  'event-bus': {
    module: 'the injected code is the same for every module system; omit the option',
  },
};

/** Why an option of an earlier release does not exist any more; null for a name that never was one. */
export function removedOption(command: OwnCommand, name: string): string | null {
  return REMOVED[command]?.[name.replace(/^-+/, '')] ?? null;
}
