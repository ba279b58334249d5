/**
 * `onex node`: generates a node whose kind is asked for. The folder also has the base classes of all generators, and
 * the stages of a run, one subfolder each, in this order: session, project, contract, prompts, plan, render, commit.
 * A stage imports only stages before it.
 */
import type { NodeKind } from 'onex-runtime/contract';
import { command } from './command.ts';
import { NodeGenerator } from './node-generator.ts';

/** `yo onex:node`: adds a node whose kind is asked for. */
export default class AnyNodeGenerator extends NodeGenerator {
  protected override commandData(): typeof command {
    return command;
  }

  protected override get kind(): NodeKind | null {
    return (this.session.given['kind'] as NodeKind | undefined) ?? null;
  }
}
