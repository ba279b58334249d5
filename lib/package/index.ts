export { GENERATOR_VERSION, GENERATORS_ROOT, PACKAGE_ROOT, pathOfPage, runtimeSource } from './package.ts';
