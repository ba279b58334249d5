/** What npm is asked for: package → version or tarball. */
export type Wanted = Readonly<Record<string, string>>;

/** Generators, each as its page says to install it. */
export const GENERATORS: Readonly<Record<string, Wanted>> = {
  hygen: { hygen: '6.2.11' },
  plop: { plop: '4.0.5' },
  'generator-jhipster': { 'generator-jhipster': '9.4.0' },
  '@nestjs/cli with its schematics': { '@nestjs/cli': '12.0.8' },
};

/**
 * A NestJS microservice on Kafka that validates what it is given, as its guide lists the packages: what one process in
 * production needs. Consul, metrics and a store, which a generated project has, are not counted here.
 */
export const NEST_SERVICE: Wanted = {
  '@nestjs/common': '12.5.1',
  '@nestjs/core': '12.5.1',
  '@nestjs/microservices': '12.1.1',
  'class-transformer': '0.5.1',
  'class-validator': '0.15.1',
  kafkajs: '2.2.4',
  'reflect-metadata': '0.2.2',
  rxjs: '7.8.2',
};

/** What its project needs beside to be built and linted; its tests are left out. */
export const NEST_TOOLS: Wanted = {
  '@nestjs/cli': '12.0.8',
  '@nestjs/schematics': '12.0.6',
  '@types/node': '24.19.2',
  oxlint: '1.89.0',
  typescript: '7.0.2',
};
