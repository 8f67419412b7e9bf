import { booleanSelector, CONFIG_PREFIX_SEPARATOR, loadConfig, SelectorType } from '@smithy/core/config';

/**
 * The endpoint that the environment or the profile sets for a service, or undefined where AWS's own is used: first
 * `AWS_ENDPOINT_URL_<SERVICE>`, then `AWS_ENDPOINT_URL`, then the profile's `services` section, then its `endpoint_url`
 * (AWS SDKs and Tools Reference Guide, "Service-specific endpoints"). The SDK's clients do this by themselves, but look
 * only at the profile of `AWS_PROFILE`, not at the one a client was given.
 *
 * @param serviceId as in the service model: `QuickSight`, `SageMaker`, `STS`; undefined for what is set for all
 */
export async function configuredEndpoint(serviceId: string | undefined, profile: string | undefined): Promise<string | undefined> {
  const source = profile === undefined ? {} : { profile };
  const key = serviceId?.replaceAll(' ', '_');
  const ignored = await loadConfig<boolean | undefined>(
    {
      environmentVariableSelector: (env) => booleanSelector(env, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', SelectorType.ENV),
      configFileSelector: (values) => booleanSelector(values, 'ignore_configured_endpoint_urls', SelectorType.CONFIG),
      default: undefined,
    },
    source,
  )();
  if (ignored) return undefined;
  return loadConfig<string | undefined>(
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
}
