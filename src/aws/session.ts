import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { partition } from '@aws-sdk/core/client';
import { memoize } from '@smithy/core/config';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { configuredEndpoints, type ServiceId } from './endpoint.ts';
import { profileInUse, type ProfileInUse, type SessionChoice } from './profileInUse.ts';
import { loadProfiles } from './profiles.ts';
import { SessionProblem } from './sessionProblem.ts';

/** One AWS call, as the log tells it. Never what was sent or answered. */
export interface CallReport {
  service: string;
  operation: string;
  region: string;
  /** From the call to its answer, retries included. */
  milliseconds: number;
  requestId?: string;
  attempts?: number;
  httpStatus?: number;
  error?: unknown;
}

/** The part of an SDK client that a session needs. */
interface Client {
  middlewareStack: { add(middleware: never, options: { step: 'initialize'; name: string; priority: 'high' }): void };
  destroy(): void;
}

/** The part of a client's configuration that a session decides. */
export interface ClientConfig {
  region: string;
  credentials: AwsCredentialIdentityProvider;
  endpoint?: string;
  /** Always: a client by itself would take the endpoint of `AWS_PROFILE` or `default` for a profile that has none. */
  ignoreConfiguredEndpointUrls: true;
  profile?: string;
  requestHandler: { connectionTimeout: number; requestTimeout: number };
}

/**
 * One profile in one region. Clients, memoised answers and requests in flight belong to a session and end with it, so
 * nothing of one identity can show under the name of the next.
 */
export class Session {
  readonly #abort = new AbortController();
  readonly #clients = new Map<string, Client>();
  readonly #memory = new Map<unknown, Promise<unknown>>();
  readonly #credentials: AwsCredentialIdentityProvider;

  constructor(
    readonly profile: ProfileInUse,
    readonly region: string,
    readonly regionFrom: 'setting' | 'profile' | 'environment',
    private readonly endpoints: Awaited<ReturnType<typeof configuredEndpoints>>,
    /** What the person had chosen when it was opened. */
    readonly choice: SessionChoice,
    credentials: () => Promise<AwsCredentialIdentity>,
    private readonly report: (call: CallReport) => void,
  ) {
    this.#credentials = memoize(
      credentials,
      ({ expiration }) => expiration !== undefined && expiration.getTime() - Date.now() < 300_000,
      ({ expiration }) => expiration !== undefined,
    );
  }

  /** Aborts when the session ends. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get ended(): boolean {
    return this.signal.aborted;
  }

  /** The endpoint that the environment or the profile sets for all services, or else for one; undefined where there are only AWS's own. */
  get endpoint(): string | undefined {
    const { all, QuickSight, SageMaker, STS } = this.endpoints;
    return all ?? QuickSight ?? SageMaker ?? STS;
  }

  /** Whether the other works as the same profile in the same region. */
  isLike(other: Session): boolean {
    return this.profile.label === other.profile.label && this.region === other.region;
  }

  /** DNS suffix and name (`aws`, `aws-cn`, …) of the region's partition, from the SDK's own table. */
  get partition(): { name: string; dnsSuffix: string } {
    return partition(this.region);
  }

  /** The client of a service, made on first use. @throws AbortError when the session has ended */
  client<C extends Client>(make: new (config: ClientConfig) => C, serviceId: ServiceId, region = this.region): C {
    this.signal.throwIfAborted();
    const key = `${serviceId} ${region}`;
    const known = this.#clients.get(key) as C | undefined;
    if (known) return known;
    const endpoint = this.endpoints[serviceId];
    const client = new make({
      region,
      credentials: this.#credentials,
      ...(endpoint && { endpoint }),
      ignoreConfiguredEndpointUrls: true,
      ...(this.profile.name && { profile: this.profile.name }),
      requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000 },
    });
    client.middlewareStack.add(this.#reporting(serviceId, region) as never, { step: 'initialize', name: 'quickstudioReport', priority: 'high' });
    this.#clients.set(key, client);
    return client;
  }

  /** The answer of `ask`, asked once in this session. A failure is not kept. */
  once<T>(key: unknown, ask: () => Promise<T>): Promise<T> {
    const known = this.#memory.get(key) as Promise<T> | undefined;
    if (known) return known;
    const answer = ask();
    this.#memory.set(key, answer);
    answer.catch(() => this.#memory.delete(key));
    return answer;
  }

  /** Drops requests in flight, clients and everything remembered. */
  end(): void {
    this.#abort.abort();
    for (const client of this.#clients.values()) client.destroy();
    this.#clients.clear();
    this.#memory.clear();
  }

  #reporting(service: string, region: string) {
    interface Answer { output: { $metadata?: Metadata } }
    return (next: (args: unknown) => Promise<Answer>, context: { commandName?: string }) => async (args: unknown) => {
      const startedAt = performance.now();
      const report = (metadata: Metadata | undefined, error?: unknown) => {
        this.report({
          service,
          operation: (context.commandName ?? 'unknown').replace(/Command$/, ''),
          region,
          milliseconds: performance.now() - startedAt,
          requestId: metadata?.requestId,
          attempts: metadata?.attempts,
          httpStatus: metadata?.httpStatusCode,
          error,
        });
      };
      try {
        const answer = await next(args);
        report(answer.output.$metadata);
        return answer;
      } catch (error) {
        report((error as { $metadata?: Metadata }).$metadata, error);
        throw error;
      }
    };
  }
}

interface Metadata {
  requestId?: string;
  attempts?: number;
  httpStatusCode?: number;
}

/**
 * Opens the session that the choice, the environment and the AWS files give. Reads the files anew.
 *
 * Profile: see `profileInUse`. Region: the choice, then the profile's, then `AWS_REGION` or `AWS_DEFAULT_REGION`.
 * @throws SessionProblem where there is no profile, no such profile, or no region
 */
export async function openSession(choice: SessionChoice, report: (call: CallReport) => void, env = process.env): Promise<Session> {
  const profiles = await loadProfiles();
  const profile = profileInUse(choice, env);
  if (profile.name !== undefined && !profiles.has(profile.name)) throw new SessionProblem('unknownProfile', { profile: profile.label });

  const chain = fromNodeProviderChain();
  const inFiles = profile.chosenBy !== 'environment' && profiles.has(profile.label);
  if (!inFiles && profile.chosenBy === 'default') {
    // Nobody chose a profile and there is no default one. What is left is what the machine itself may hand out.
    await chain().catch(() => {
      throw new SessionProblem(profiles.size > 0 ? 'noDefaultProfile' : 'noProfile', { profile: profile.label });
    });
  }
  const region =
    from('setting', choice.region) ??
    from('profile', inFiles ? profiles.get(profile.label)?.region : undefined) ??
    from('environment', env.AWS_REGION || env.AWS_DEFAULT_REGION);
  if (!region) throw new SessionProblem('noRegion', { profile: profile.label });

  const name = inFiles ? profile.label : undefined;
  const endpoints = await configuredEndpoints(name);
  const credentials = inFiles ? fromIni({ profile: profile.label, ...(profiles.get(profile.label)?.kind === 'assumeRole' && { clientConfig: roleConfig(endpoints.STS) }) }) : chain;
  // As a client would ask: for a role that is assumed here. Identity Center is asked in its own region all the same.
  const caller = { callerClientConfig: { region: () => Promise.resolve(region.name) } };
  return new Session({ ...profile, name }, region.name, region.from, endpoints, choice, () => credentials(caller), report);
}

/** For the client that assumes a role: as a session's own clients, it must not take the endpoint of another profile. */
function roleConfig(endpoint: string | undefined) {
  return { ignoreConfiguredEndpointUrls: true, ...(endpoint && { endpoint }) };
}

function from<F extends string>(source: F, name: string | undefined): { name: string; from: F } | undefined {
  return name ? { name, from: source } : undefined;
}
