/**
 * `onex orchestrator`: generates a node that runs a workflow over other nodes, or routes messages. The base class in
 * `generators/node` does the work. This folder contains the parts specific to the kind: its command, its files, and its
 * templates.
 */
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
