import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { template, type ThrowawayCluster } from './throwaway-cluster.ts';

export type TestDatabase = {
  /** Role `colab_owner`: migrations. */
  ownerUrl: string;
  /** Role `colab_app`: what the server serves with, under row security. */
  appUrl: string;
  /** Role `colab_events`: reads the event log. */
  eventsUrl: string;
  /** Role `colab_jobs`: works off the job queue. */
  jobsUrl: string;
  /** An outsider who may do anything, for what only a superuser can break. */
  superuserUrl: string;
  drop(): Promise<void>;
};

/** A database of one's own, migrated and otherwise empty. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const cluster = ownCluster();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(cluster, `create database ${name} template ${template} owner colab_owner strategy file_copy`);
  return {
    ownerUrl: urlOf(cluster.ownerUrl, name),
    appUrl: urlOf(cluster.ownerUrl, name, 'colab_app', cluster.rolePassword),
    eventsUrl: urlOf(cluster.ownerUrl, name, 'colab_events', cluster.rolePassword),
    jobsUrl: urlOf(cluster.ownerUrl, name, 'colab_jobs', cluster.rolePassword),
    superuserUrl: urlOf(cluster.superuserUrl, name),
    drop: () => administer(cluster, `drop database ${name} with (force)`),
  };
}

/** A database without migrations, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<Pick<TestDatabase, 'ownerUrl' | 'superuserUrl' | 'drop'>> {
  const cluster = ownCluster();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(cluster, `create database ${name} owner colab_owner`);
  return {
    ownerUrl: urlOf(cluster.ownerUrl, name),
    superuserUrl: urlOf(cluster.superuserUrl, name),
    drop: () => administer(cluster, `drop database ${name} with (force)`),
  };
}

/** This worker's, in which no other file runs at the same time. */
function ownCluster(): ThrowawayCluster {
  const clusters = inject('clusters');
  const cluster = clusters[Number(process.env['VITEST_POOL_ID']) % clusters.length];
  if (!cluster) throw new Error('There is no cluster for this worker.');
  return cluster;
}

async function administer(cluster: ThrowawayCluster, statement: string): Promise<void> {
  const client = new pg.Client(urlOf(cluster.superuserUrl, 'postgres'));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function urlOf(base: string, database: string, role?: string, password?: string): string {
  const url = new URL(base);
  url.pathname = `/${database}`;
  if (role) url.username = role;
  if (password) url.password = password;
  return url.href;
}
