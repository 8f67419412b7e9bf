// Plays QuickSight, SageMaker and STS on localhost: signatures verified, inputs checked against the service models, URLs
// minted that sign on once. A separate program (main.ts), or started by a test in its own process.
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoAccount, emptyAccount } from './account.ts';
import { AwsError } from './errors.ts';
import { Grants } from './grants.ts';
import { services } from './model.ts';
import { authorize, checkQuickSight, operations, type Call, type Identity } from './operations.ts';
import { answerPage } from './pages.ts';
import { accessKeyIdOf, verifySignature } from './signature.ts';
import { isAwsCall, parseInput, parseQuery, route, serializeError, serializeOutput, validate, type Route, type WireAnswer, type WireRequest } from './wire.ts';

export type { Identity } from './operations.ts';

/** How an emulator is started. */
export interface EmulatorOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** The home region; eu-west-1 by default. */
  region?: string;
  /** Where the QuickSight users live; us-east-1 by default, deliberately another one. */
  identityRegion?: string;
  /** The number of dashboards in the home region: the hand-made ones first, then generated ones. 24 by default. */
  dashboards?: number;
  /** How long an embed URL signs on; 300 by default, as AWS's five minutes. */
  embedUrlSeconds?: number;
  /** Origins of "Manage QuickSight > Domains and embedding": the frame-ancestors of what the two Get operations mint. */
  staticDomains?: string[];
  /** The emulator's clock. */
  now?: () => Date;
}

/** An AWS call that arrived. `status` is 0 until it is answered. */
export interface RecordedRequest {
  at: Date;
  service: string;
  operation: string;
  region: string;
  accessKeyId: string;
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  target?: string;
  body: string;
  status: number;
  errorType?: string;
}

/** A URL that was minted. */
export interface MintedUrl {
  url: string;
  operation: string;
  at: Date;
  usedAt?: Date;
  accessKeyId: string;
}

/** The callers there are: see the identities in {@link startEmulator}. */
export type IdentityName = 'author' | 'viewer' | 'contractor' | 'sandbox';

/** A running emulator. */
export interface Emulator {
  /** `http://localhost:PORT`, without a trailing slash. */
  endpoint: string;
  region: string;
  identityRegion: string;
  /** The account and the keys of `author`. */
  accountId: string;
  accessKeyId: string;
  secretAccessKey: string;
  identities: Record<IdentityName, Identity>;
  /** AWS calls in the order of their arrival. */
  requests: RecordedRequest[];
  /** `req.url` of every other request, byte for byte. */
  pageRequests: string[];
  readonly minted: MintedUrl[];
  /** Milliseconds added to every AWS answer. */
  latencyMs: number;
  /** Above it, calls are refused with ThrottlingException; undefined: no limit. */
  requestsPerSecond: number | undefined;
  /** The next `times` calls of an operation (all of them, when left out) fail so, once their signature is verified. */
  fail(operation: string, error: { code: string; message: string; status?: number }, times?: number): void;
  /** Ends {@link Emulator.fail} for one operation, or for all. */
  unfail(operation?: string): void;
  /** The next call of an operation is answered only after `release()`. `arrived` resolves when it is there. */
  hold(operation: string): { arrived: Promise<void>; release(): void };
  setStaticDomains(origins: string[]): void;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

/** No AWS request of these services is larger. */
const maxBodyBytes = 1024 * 1024;

interface Failure {
  error: AwsError;
  left: number;
}

interface Hold {
  arrive: () => void;
  released: Promise<void>;
}

function newIdentity(name: string, accountId: string, arn: string): Identity {
  const letters = (alphabet: string, length: number) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]!).join('');
  const role = arn.includes(':assumed-role/');
  return {
    name, accountId, arn,
    accessKeyId: `${role ? 'ASIA' : 'AKIA'}${letters('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`,
    secretAccessKey: letters('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 40),
    ...(role ? { sessionToken: `IQoJb3JpZ2luX2Vj${randomBytes(240).toString('base64')}` } : {}),
  };
}

/**
 * Starts an emulator on 127.0.0.1. Its identities, with new random keys at every start: `author`, an IAM user who is a
 * QuickSight admin; `viewer`, an IAM user who is a QuickSight reader and whose policy denies DescribeUser, ListUsers and
 * GenerateEmbedUrlForRegisteredUser; `contractor`, a role session of the same account that is no QuickSight user;
 * `sandbox`, an IAM user of another account that is not signed up for QuickSight and has no domain.
 * Rejects when the port is taken.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { port = 0, region = 'eu-west-1', identityRegion = 'us-east-1', dashboards, embedUrlSeconds = 300, now = () => new Date() } = options;
  let staticDomains = options.staticDomains ?? [];
  const regions = new Set([region, identityRegion, 'eu-central-1']);
  const demo = demoAccount({ region, identityRegion, dashboards, now: now() });
  const empty = emptyAccount(regions);
  const accounts = new Map([demo, empty].map((account) => [account.id, account]));
  const identities: Record<IdentityName, Identity> = {
    author: newIdentity('author', demo.id, `arn:aws:iam::${demo.id}:user/ana.lopez`),
    viewer: newIdentity('viewer', demo.id, `arn:aws:iam::${demo.id}:user/kim.novak`),
    contractor: newIdentity('contractor', demo.id, `arn:aws:sts::${demo.id}:assumed-role/ContractorAccess/lee.park`),
    sandbox: newIdentity('sandbox', empty.id, `arn:aws:iam::${empty.id}:user/ana.lopez`),
  };
  const keys = new Map(Object.values(identities).map((identity) => [identity.accessKeyId, identity]));
  const denied = new Map([[identities.viewer.accessKeyId, new Set(['quicksight:DescribeUser', 'quicksight:ListUsers', 'quicksight:GenerateEmbedUrlForRegisteredUser'])]]);
  const tokenSecret = randomBytes(32);
  const failures = new Map<string, Failure>();
  const holds = new Map<string, Hold[]>();
  /** Times of the calls of the last second, for requestsPerSecond. */
  let recent: number[] = [];

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.destroyed) return; // the client has gone
      console.error('emulator:', error);
      if (response.headersSent) response.destroy();
      else write(response, { status: 500, headers: { 'content-type': 'text/plain' }, body: 'The emulator failed: see its stderr.' });
    });
  });
  // Clients keep connections for longer than Node's 5 s; a race between their next call and our close fails that call.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const endpoint = `http://localhost:${(server.address() as AddressInfo).port}`;
  const grants = new Grants(endpoint);

  function write(response: ServerResponse, { status, headers, body }: WireAnswer): void {
    // Clients correct their clocks by this header, so it must be the emulator's time.
    response.sendDate = false;
    response.writeHead(status, { ...headers, date: now().toUTCString(), 'content-length': Buffer.byteLength(body) }).end(body);
  }

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = message.url ?? '/';
    const mark = url.indexOf('?');
    const wire: WireRequest = {
      method: message.method ?? 'GET',
      path: mark < 0 ? url : url.slice(0, mark),
      rawQuery: mark < 0 ? '' : url.slice(mark + 1),
      headers: Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value ?? ''])),
      body: '',
    };
    if (!isAwsCall(wire)) {
      emulator.pageRequests.push(url);
      write(response, answerPage(wire, { grants, staticDomains, now: now() }));
      return;
    }
    const body = await readBody(message);
    if (body === undefined) {
      write(response, { status: 413, headers: { 'content-type': 'text/plain', connection: 'close' }, body: 'The request is too large.' });
      return;
    }
    const result = await answerCall({ ...wire, body });
    if (emulator.latencyMs > 0) await sleep(emulator.latencyMs, undefined, { ref: false });
    write(response, result);
  }

  async function answerCall(wire: WireRequest): Promise<WireAnswer> {
    const requestId = randomUUID();
    const record: RecordedRequest = {
      at: now(), service: '', operation: '', region: '', accessKeyId: accessKeyIdOf(wire), method: wire.method, path: wire.path, query: {},
      ...(wire.headers['x-amz-target'] === undefined ? {} : { target: wire.headers['x-amz-target'] }),
      body: wire.body, status: 0,
    };
    emulator.requests.push(record);
    let where: Pick<Route, 'service' | 'operation'> = { service: 'quicksight', operation: undefined };
    let result: WireAnswer;
    try {
      const found = route(wire);
      where = found;
      Object.assign(record, { service: found.service, operation: found.name, query: parseQuery(wire.rawQuery) });
      result = await perform(wire, found, record, requestId);
    } catch (error) {
      if (!(error instanceof AwsError)) console.error('emulator:', error);
      const awsError = error instanceof AwsError ? error : new AwsError('InternalFailureException', 'The emulator failed: see its stderr.', 500);
      record.errorType = awsError.code;
      result = serializeError(where, awsError, requestId);
    }
    record.status = result.status;
    return result;
  }

  /** In AWS's order: authenticate, authorise, validate, act. */
  async function perform(wire: WireRequest, found: Route, record: RecordedRequest, requestId: string): Promise<WireAnswer> {
    const { service, name, operation } = found;
    if (!operation) throw unknownOperation(found);
    const { key: identity, region: signedRegion } = await verifySignature(wire, service, keys, regions, now());
    record.region = signedRegion;

    const held = holds.get(name)?.shift();
    if (held) {
      held.arrive();
      await held.released;
    }
    throttle(service);
    const failure = failures.get(name);
    if (failure) {
      if (--failure.left === 0) failures.delete(name);
      throw failure.error;
    }

    const act = operations[service][name];
    if (!act) throw new AwsError('NotImplementedException', `The emulator does not serve ${service}:${name}.`, 501);
    const call: Call = {
      operation: name, account: accounts.get(identity.accountId)!, identity, denied: denied.get(identity.accessKeyId) ?? new Set(),
      region: signedRegion, now: now(), grants, embedUrlSeconds, tokenSecret,
    };
    const input = parseInput(wire, found);
    authorize(service, input, call);
    const problems = validate(operation.input, input);
    if (problems.length) throw validationError(found, problems);
    if (service === 'quicksight') checkQuickSight(input, call);
    return serializeOutput(found, act(input as never, call), requestId);
  }

  function throttle(service: Route['service']): void {
    if (emulator.requestsPerSecond === undefined) return;
    const time = performance.now();
    recent = recent.filter((earlier) => earlier > time - 1000);
    if (recent.length >= emulator.requestsPerSecond) throw new AwsError('ThrottlingException', 'Rate exceeded', service === 'quicksight' ? 429 : 400);
    recent.push(time);
  }

  const emulator: Emulator = {
    endpoint, region, identityRegion,
    accountId: demo.id, accessKeyId: identities.author.accessKeyId, secretAccessKey: identities.author.secretAccessKey,
    identities, requests: [], pageRequests: [],
    get minted() {
      return grants.all.map(({ url, operation, at, usedAt, accessKeyId }) => ({ url, operation, at, accessKeyId, ...(usedAt ? { usedAt } : {}) }));
    },
    latencyMs: 0,
    requestsPerSecond: undefined,
    fail(operation, { code, message, status }, times = Infinity) {
      failures.set(operation, { error: new AwsError(code, message, status), left: times });
    },
    unfail(operation) {
      if (operation === undefined) failures.clear();
      else failures.delete(operation);
    },
    hold(operation) {
      let arrive: () => void = () => undefined;
      let release: () => void = () => undefined;
      const arrived = new Promise<void>((resolve) => arrive = resolve);
      const released = new Promise<void>((resolve) => release = resolve);
      const hold: Hold = { arrive, released };
      holds.set(operation, [...holds.get(operation) ?? [], hold]);
      return {
        arrived,
        release: () => {
          // Where the call never came, the next one is not held either.
          holds.set(operation, (holds.get(operation) ?? []).filter((other) => other !== hold));
          release();
        },
      };
    },
    setStaticDomains(origins) {
      staticDomains = origins;
    },
    close: () => new Promise((resolve, reject) => {
      server.close((error) => error ? reject(error) : resolve());
      server.closeAllConnections();
    }),
  };
  return emulator;
}

function unknownOperation({ service, name }: Route): AwsError {
  if (service === 'sts') {
    return name === '' ? new AwsError('MissingAction', 'The request must contain the parameter Action.', 400)
      : new AwsError('InvalidAction', `Could not find operation ${name} for version ${services.sts.apiVersion}`, 400);
  }
  return new AwsError('UnknownOperationException', `The operation ${name} is not known.`, service === 'quicksight' ? 404 : 400);
}

/**
 * The constraints' error. QuickSight models one of its own for session lifetimes; that all others are a
 * ValidationException there, as in other services, is inferred.
 */
function validationError({ operation }: Route, problems: string[]): AwsError {
  const lifetime = 'SessionLifetimeInMinutesInvalidException';
  if (operation && lifetime in operation.errors && problems.every((problem) => problem.includes("at 'sessionLifetimeInMinutes'"))) {
    return new AwsError(lifetime, "The number of minutes specified for the lifetime of a session isn't valid. The session lifetime must be 15-600 minutes.");
  }
  return new AwsError('ValidationException', `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected: ${problems.join('; ')}`, 400);
}

/** The body as text; undefined when it is larger than any AWS request. */
async function readBody(message: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
