export {
  GENERATOR_VERSION,
  GENERATORS_ROOT,
  PACKAGE_ROOT,
  pathOfPage,
  runtimeSource,
  runtimeTarball,
  runtimeVersionOf,
} from './package.ts';
