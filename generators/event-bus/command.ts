import type { CommandDefinition } from '../../lib/options/index.ts';

export const command: CommandDefinition = {
  name: 'event-bus',
  yeoman: 'onex:event-bus',
  argument: {
    name: 'files',
    description: 'Files or globs that contain the classes',
    many: true,
  },
  summary: 'Add the event bus to classes in existing files, and change nothing else',
  examples: [
    'event-bus src/payment-store.ts --domain billing',
    "event-bus 'src/**/*.service.ts' --all --diff --dry-run",
    'event-bus src/payment-store.ts --remove',
  ],
};
