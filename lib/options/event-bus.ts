import type { OptionDefinition } from './types.ts';

const commands = ['event-bus'] as const;

/** Options of `onex event-bus` alone. */
export const EVENT_BUS_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'class',
    type: 'text',
    placeholder: 'NAME',
    description: 'The class that gets the event bus, where a file has several',
    commands,
  },
  { name: 'all', type: 'flag', description: 'Every class of each file', commands },
  { name: 'remove', type: 'flag', description: 'Take the event bus out again, to the byte', commands },
  { name: 'restore', type: 'flag', description: 'Put pieces back that were deleted', commands },
  {
    name: 'separate',
    type: 'flag',
    description: 'Add initializeEventBus() and shutdownEventBus(), which you call, and extend no method',
    commands,
  },
  {
    name: 'base-members',
    type: 'list',
    placeholder: 'NAME,…|none',
    description: 'Which of initialize and shutdown a base class has that cannot be read',
    commands,
  },
  {
    name: 'on-conflict',
    type: 'choice',
    choices: ['ours', 'theirs', 'fail'],
    description: 'What becomes of a piece that both you and the generator changed',
    commands,
  },
];
