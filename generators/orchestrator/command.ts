import { NODE_NAME, type CommandDefinition } from '../../lib/options/index.ts';

export const command: CommandDefinition = {
  name: 'orchestrator',
  yeoman: 'onex:orchestrator',
  argument: NODE_NAME,
  summary: 'Add an orchestrator: it drives other nodes through a workflow',
  examples: ['orchestrator checkout --domain billing --steps payment:create --yes'],
};
