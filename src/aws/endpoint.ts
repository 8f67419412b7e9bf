import { booleanSelector, CONFIG_PREFIX_SEPARATOR, loadConfig, SelectorType } from '@smithy/core/config';

/** A service's id in its model: its endpoint settings are named by it. */
export type ServiceId = 'QuickSight' | 'SageMaker' | 'STS';

/**
 * The endpoints that the environment or the profile sets; absent where AWS's own are used. For a service first
 * `AWS_ENDPOINT_URL_<SERVICE>`, then `AWS_ENDPOINT_URL`, then the profile's `services` section, then its `endpoint_url`
 * (AWS SDKs and Tools Reference Guide, "Service-specific endpoints"); `all` is what is set for all of them. The SDK's
 * clients do this by themselves, but look only at the profile of `AWS_PROFILE`, not at the one a client was given.
 */
export async function configuredEndpoints(profile: string | undefined): Promise<Partial<Record<ServiceId | 'all', string>>> {
  const source = profile === undefined ? {} : { profile };
  const ignored = await loadConfig<boolean | undefined>(
    {
      environmentVariableSelector: (env) => booleanSelector(env, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', SelectorType.ENV),
      configFileSelector: (values) => booleanSelector(values, 'ignore_configured_endpoint_urls', SelectorType.CONFIG),
      default: undefined,
    },
    source,
  )();
  if (ignored) return {};
  const endpointOf = (key?: ServiceId) =>
    loadConfig<string | undefined>(
      {
        environmentVariableSelector: (env) => (key && env[`AWS_ENDPOINT_URL_${key.toUpperCase()}`]) || env.AWS_ENDPOINT_URL,
        configFileSelector: (values, config) => {
          const services = key && values.services && config?.[['services', values.services].join(CONFIG_PREFIX_SEPARATOR)];
          return (services && services[[key.toLowerCase(), 'endpoint_url'].join(CONFIG_PREFIX_SEPARATOR)]) ?? values.endpoint_url;
        },
        default: undefined,
      },
      source,
    )();
  const [all, QuickSight, SageMaker, STS] = await Promise.all([endpointOf(), endpointOf('QuickSight'), endpointOf('SageMaker'), endpointOf('STS')]);
  return { all, QuickSight, SageMaker, STS };
}
