/**
 * The view for the templates of an orchestrator without an execution graph: a handler for each route, the messages that
 * the handlers may publish, and the model of the state that they store.
 */
export { isRouted } from '../operations/index.ts';
export { routeModels } from './models.ts';
export { routesTestView } from './tests.ts';
export { routesView, type RoutesNames } from './view.ts';
