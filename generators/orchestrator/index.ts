import { NodeGenerator } from '../node/node-generator.ts';
import { command } from './command.ts';

/** `yo onex:orchestrator`: adds an orchestrator to the project. */
export default class OrchestratorGenerator extends NodeGenerator {
  protected override commandData(): typeof command {
    return command;
  }

  protected override get kind(): 'orchestrator' {
    return 'orchestrator';
  }
}
