/**
 * Orchestrators without an execution graph: a typed handler for each route of the contract. A handler emits the
 * contract's events, commands, and intents, and may store state for the correlation id of its message.
 *
 * What is guaranteed:
 * 1. Nothing is published except what a handler emits, and the failed event when it fails.
 * 2. Messages of one correlation id are handled one after the other, also by several instances on one database.
 * 3. State is saved before anything is published. A message that is delivered again publishes the same messages with
 *    the same envelope ids, and changes no state.
 */
export { checkEmissions, type Emission, type Emissions, type Emit, type EmitOptions } from './emissions.ts';
export { NodeRoutedOrchestrator, type RoutedOrchestratorDefinition } from './node-routed-orchestrator.ts';
export type { RouteContext, RouteHandler, RouteTable } from './route-handler.ts';
