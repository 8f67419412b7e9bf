import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { ListAnalysesCommand, ListDashboardsCommand } from '@aws-sdk/client-quicksight';
import { ListDomainsCommand } from '@aws-sdk/client-sagemaker';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { startEmulator, type Emulator, type Identity } from '../../emulator/emulator.ts';
import { cpuMilliseconds, quicksight, refuses, sagemaker, sts } from './support.ts';

describe('emulator: its controls', function () {
  this.timeout(20_000); // on a busy machine
  let emulator: Emulator;
  let AwsAccountId: string;

  before(async () => {
    emulator = await startEmulator();
    AwsAccountId = emulator.accountId;
  });
  after(() => emulator.close());
  afterEach(() => {
    emulator.unfail();
    emulator.latencyMs = 0;
    emulator.requestsPerSecond = undefined;
  });

  it('records every AWS call', async () => {
    const before = emulator.requests.length;
    await quicksight(emulator).send(new ListDashboardsCommand({ AwsAccountId, MaxResults: 3 }));
    await refuses(sagemaker(emulator, { region: 'ap-southeast-2' }).send(new ListDomainsCommand({ MaxResults: 7 })), 'InvalidSignatureException', 403);
    const [list, domains, ...more] = emulator.requests.slice(before).map(({ at, ...rest }) => {
      assert.ok(at instanceof Date);
      return rest;
    });
    const { accessKeyId } = emulator;
    assert.deepEqual(list, { service: 'quicksight', operation: 'ListDashboards', region: 'eu-west-1', accessKeyId, method: 'GET', path: `/accounts/${AwsAccountId}/dashboards`, query: { 'max-results': '3' }, body: '', status: 200 });
    assert.deepEqual(domains, { service: 'sagemaker', operation: 'ListDomains', region: '', accessKeyId, method: 'POST', path: '/', query: {}, target: 'SageMaker.ListDomains', body: '{"MaxResults":7}', status: 403, errorType: 'InvalidSignatureException' });
    assert.deepEqual(more, []);
  });

  it('fails an operation as often as told, with the modelled status', async () => {
    emulator.fail('ListDashboards', { code: 'InternalFailureException', message: 'Something broke' }, 2);
    emulator.fail('ListDomains', { code: 'ExpiredTokenException', message: 'The security token included in the request is expired', status: 403 });
    const list = () => quicksight(emulator).send(new ListDashboardsCommand({ AwsAccountId }));
    const domains = () => sagemaker(emulator).send(new ListDomainsCommand({}));
    await refuses(list(), 'InternalFailureException', 500, /Something broke/);
    await refuses(list(), 'InternalFailureException', 500);
    await list();
    for (let times = 0; times < 3; times++) await refuses(domains(), 'ExpiredTokenException', 403);
    emulator.unfail('ListDomains');
    await domains();
  });

  it('retries of the SDK get past a failure', async () => {
    emulator.fail('ListDashboards', { code: 'ThrottlingException', message: 'Rate exceeded' }, 1);
    const { $metadata } = await quicksight(emulator, { maxAttempts: 3 }).send(new ListDashboardsCommand({ AwsAccountId }));
    assert.equal($metadata.attempts, 2);
  });

  it('holds the next call of an operation until it is released, and only that one', async () => {
    const hold = emulator.hold('ListDashboards');
    let answered = false;
    const held = quicksight(emulator).send(new ListDashboardsCommand({ AwsAccountId })).then((output) => {
      answered = true;
      return output;
    });
    await hold.arrived;
    await quicksight(emulator).send(new ListAnalysesCommand({ AwsAccountId }));
    await quicksight(emulator).send(new ListDashboardsCommand({ AwsAccountId }));
    assert.equal(answered, false);
    hold.release();
    assert.equal((await held).DashboardSummaryList!.length, 24);
  });

  it('throttles as each service does', async () => {
    emulator.requestsPerSecond = 0;
    await refuses(quicksight(emulator).send(new ListDashboardsCommand({ AwsAccountId })), 'ThrottlingException', 429, /Rate exceeded/);
    await refuses(sagemaker(emulator).send(new ListDomainsCommand({})), 'ThrottlingException', 400);
    await refuses(sts(emulator).send(new GetCallerIdentityCommand({})), 'ThrottlingException', 400);
  });

  it('lets as many calls through as told, and the next ones a second later', async () => {
    emulator.requestsPerSecond = 3;
    const client = sts(emulator);
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => client.send(new GetCallerIdentityCommand({}))));
    const through = results.filter(({ status }) => status === 'fulfilled').length;
    assert.ok(through >= 3 && through < 20, `${through} of 20`);
    await sleep(1100);
    await client.send(new GetCallerIdentityCommand({}));
  });

  it('adds latency to AWS answers', async () => {
    emulator.latencyMs = 120;
    const start = performance.now();
    await sts(emulator).send(new GetCallerIdentityCommand({}));
    assert.ok(performance.now() - start >= 115);
  });

  it('closes with a call still held, and frees its port', async () => {
    const other = await startEmulator();
    const { arrived } = other.hold('ListDashboards');
    const lost = quicksight(other).send(new ListDashboardsCommand({ AwsAccountId }));
    const failed = assert.rejects(lost);
    await arrived;
    await other.close();
    await failed;
    const again = await startEmulator({ port: Number(new URL(other.endpoint).port) });
    await again.close();
  });

  it('rejects when its port is taken', async () => {
    await assert.rejects(startEmulator({ port: Number(new URL(emulator.endpoint).port) }), { code: 'EADDRINUSE' });
  });

  it('goes on when a client goes away', async () => {
    const socket = connect(Number(new URL(emulator.endpoint).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nAction');
    socket.destroy();
    await once(socket, 'close');
    await sts(emulator).send(new GetCallerIdentityCommand({}));
  });

  it('gives a page of 100 of 100,000 dashboards with no more work than a page of 200', async () => {
    const pageCost = async (dashboards: number) => {
      const large = await startEmulator({ dashboards });
      try {
        const client = quicksight(large);
        const list = async () => assert.equal((await client.send(new ListDashboardsCommand({ AwsAccountId }))).DashboardSummaryList!.length, 100);
        for (let count = 0; count < 10; count++) await list();
        return await cpuMilliseconds(async () => {
          for (let count = 0; count < 20; count++) await list();
        }) / 20;
      } finally {
        await large.close();
      }
    };
    const [small, large] = [await pageCost(200), await pageCost(100_000)];
    // Sorting 100,000 would cost several times as much.
    assert.ok(large < small + 15, `${small.toFixed(1)} ms and ${large.toFixed(1)} ms, with the SDK's own work`);
  });
});

describe('emulator: its command line', function () {
  this.timeout(60_000);
  const root = path.join(import.meta.dirname, '../../..');

  function start(...args: string[]): ChildProcessByStdio<null, Readable, Readable> {
    return spawn(process.execPath, ['--import', 'tsx', 'test/emulator/main.ts', ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  async function run(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const child = start(...args);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => stdout += chunk.toString());
    child.stderr.on('data', (chunk: Buffer) => stderr += chunk.toString());
    const [code] = await once(child, 'close') as [number | null];
    return { code, stdout, stderr };
  }

  async function firstLine(stream: Readable): Promise<string> {
    let text = '';
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      text += chunk.toString();
      if (text.includes('\n')) return text;
    }
    return text;
  }

  it('--json prints one line that says all a client needs; SIGTERM ends it', async () => {
    const child = start('--port', '0', '--json', '--region', 'eu-north-1', '--dashboards', '150', '--static-domain', 'https://a.example', '--static-domain', 'http://localhost:1234');
    try {
      const line = await firstLine(child.stdout);
      assert.equal(line.indexOf('\n'), line.length - 1);
      const { profiles, ...started } = JSON.parse(line) as Pick<Emulator, 'endpoint' | 'region' | 'identityRegion' | 'accountId' | 'accessKeyId' | 'secretAccessKey'> & { profiles: Record<string, Identity> };
      assert.deepEqual(Object.keys(profiles), ['author', 'viewer', 'contractor', 'sandbox']);
      assert.deepEqual([started.region, started.identityRegion], ['eu-north-1', 'us-east-1']);
      assert.equal(profiles.author!.accessKeyId, started.accessKeyId);
      const client = quicksight({ ...started, identities: profiles } as unknown as Emulator);
      const { NextToken } = await client.send(new ListDashboardsCommand({ AwsAccountId: started.accountId }));
      assert.equal((await client.send(new ListDashboardsCommand({ AwsAccountId: started.accountId, NextToken }))).DashboardSummaryList!.length, 50);
    } finally {
      child.kill('SIGTERM');
    }
    const [code] = child.exitCode === null ? await once(child, 'exit') as [number | null] : [child.exitCode];
    assert.equal(code, 0);
  });

  it('a wrong flag or value is an error with status 2, --help is none', async () => {
    const results = await Promise.all([
      run('--help'), run('--nonsense'), run('--port', 'http'), run('--rps', '0'), run('--region', 'Paris'), run('--static-domain', 'example.com'), run('left-over'),
    ]);
    assert.deepEqual(results.map(({ code }) => code), [0, 2, 2, 2, 2, 2, 2]);
    assert.match(results[0].stdout, /--static-domain ORIGIN/);
    for (const { stdout, stderr } of results.slice(1)) {
      assert.equal(stdout, '');
      assert.match(stderr, /Usage:/);
    }
    assert.match(results[2].stderr, /^--port must be a whole number from 0 to 65535, not "http"\./);
  });
});
