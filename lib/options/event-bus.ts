import type { OptionDefinition } from './types.ts';

const commands = ['event-bus'] as const;

/** Options only of `onex event-bus`. */
export const EVENT_BUS_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'class',
    type: 'text',
    placeholder: 'NAME',
    description: 'Class that gets the event bus, when a file has several',
    commands,
  },
  { name: 'all', type: 'flag', description: 'Every class of each file', commands },
  {
    name: 'remove',
    type: 'flag',
    description: 'Remove the event bus, so that each file is as it was before, byte for byte',
    commands,
  },
  { name: 'restore', type: 'flag', description: 'Restore deleted pieces', commands },
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
    description: 'Which of initialize and shutdown an unreadable base class has',
    commands,
  },
  {
    name: 'on-conflict',
    type: 'choice',
    choices: ['ours', 'theirs', 'fail'],
    description: 'How to resolve a piece that both you and the generator changed',
    commands,
  },
];
