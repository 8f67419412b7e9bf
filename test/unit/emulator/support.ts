// What the emulator's tests share: clients with keys given explicitly, and small assertions.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { QuickSightClient } from '@aws-sdk/client-quicksight';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { STSClient } from '@aws-sdk/client-sts';
import type { Emulator, Identity } from '../../emulator/emulator.ts';

/** What to change of a client's configuration. */
export interface ClientOptions {
  as?: Identity;
  region?: string;
  systemClockOffset?: number;
  maxAttempts?: number;
}

/** The SDK's own configuration for one identity; one attempt, so that a refused call is one call. */
export function clientConfig(emulator: Emulator, { as = emulator.identities.author, region = emulator.region, ...rest }: ClientOptions = {}) {
  const { accessKeyId, secretAccessKey, sessionToken } = as;
  return { endpoint: emulator.endpoint, region, maxAttempts: 1, credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) }, ...rest };
}

export const quicksight = (emulator: Emulator, options?: ClientOptions) => new QuickSightClient(clientConfig(emulator, options));
export const sagemaker = (emulator: Emulator, options?: ClientOptions) => new SageMakerClient(clientConfig(emulator, options));
export const sts = (emulator: Emulator, options?: ClientOptions) => new STSClient(clientConfig(emulator, options));

/** Asserts the code, the status and, where given, the text of the error that a call ends in. */
export async function refuses(call: Promise<unknown>, name: string, status: number, message = /./): Promise<void> {
  await assert.rejects(call, (error: Error & { $metadata?: { httpStatusCode?: number } }) => {
    assert.equal(error.name, name, `${error.name}: ${error.message}`);
    assert.equal(error.$metadata?.httpStatusCode, status);
    assert.match(error.message, message);
    return true;
  });
}

/** An answer, read whole. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** One HTTP request with the path as given, byte for byte: fetch would normalise it. */
export function send(emulator: Emulator, path: string, { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
  const { hostname, port } = new URL(emulator.endpoint);
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') }));
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The path and query of a minted URL, byte for byte. */
export function target(emulator: Emulator, url: string | undefined): string {
  if (!url?.startsWith(`${emulator.endpoint}/`)) assert.fail('That is no URL on the emulator.');
  return url.slice(emulator.endpoint.length);
}

/** The `name=value` of a Set-Cookie header. */
export function cookieOf({ headers }: Answer): string {
  const [cookie = ''] = headers['set-cookie'] ?? [];
  return cookie.split(';')[0]!;
}

/** Milliseconds of this process's processor time that work takes: unlike time on the clock, it does not depend on what else the machine does. */
export async function cpuMilliseconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
