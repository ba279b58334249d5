export { GENERATOR_VERSION, GENERATORS_ROOT, PACKAGE_ROOT, runtimeSource } from './package.ts';
