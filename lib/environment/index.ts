export { SmallEnvironment, type HostedClass } from './environment.ts';
