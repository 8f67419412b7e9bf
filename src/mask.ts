// The one place that takes secrets out of text before a person or a log sees it.

/** Not only at the start of a word: a URL that a message has glued to its own text is as secret. */
const URL_PATTERN = /https?:\/\/([^\s/?#"'<>\\]+)[^\s"'<>\\]*/gi;
const ACCESS_KEY_ID = /\b(A[A-Z]IA)[A-Z0-9]{12,}\b/g;
const NAMED_SECRET = /(auth_?code|token|secret(?:_?access_?key)?|password|signature|credential)(["']?\s*[=:]\s*["']?)([^\s"'&,;]+)/gi;
/** Auth codes are long and hold digits; `status code: 403` and `code: AccessDenied` are for people to read. */
const AUTH_CODE = /\b(code["']?\s*[=:]\s*["']?)([^\s"'&,;]{12,})/gi;
/** Base64 of 40 characters or more: secret keys, session tokens, auth codes. */
const OPAQUE = /[A-Za-z0-9+/=_-]{40,}/g;

/**
 * Takes every URL's path and query, access key ids, and whatever looks like a key, token or auth code out of a text.
 * ARNs stay: people need to read which one was tried.
 */
export function mask(text: string): string {
  return text
    .replace(URL_PATTERN, (_url, host: string) => `${_url.slice(0, _url.indexOf('://'))}://${host.slice(host.lastIndexOf('@') + 1)}/…`)
    .replace(NAMED_SECRET, '$1$2…')
    .replace(AUTH_CODE, (found, name: string, value: string) => (/\d/.test(value) ? `${name}…` : found))
    .replace(ACCESS_KEY_ID, '$1…')
    .split(/(\s+)/)
    .map((word) => (/^\W?arn:/.test(word) ? word : word.replace(OPAQUE, (run) => (looksRandom(run) ? '…' : run))))
    .join('');
}

const LOWER_HEX = /[0-9a-f]{8,}/g;
/** Between two neighbours of different kinds: lower case, upper case, digit. That a word begins with a capital is no such change. */
const CHANGE_OF_KIND = /[a-z](?=[A-Z\d])|\d(?=[A-Za-z])|[A-Z](?=\d)|(?<=[A-Z\d])[A-Z](?=[a-z])/g;

/**
 * Names and paths are words, now and then with a hexadecimal id; secrets change between lower case, upper case and
 * digits at every second character. of 10,000 random runs of 40 characters about one reads like words.
 */
function looksRandom(run: string): boolean {
  const rest = run.replace(LOWER_HEX, ' ');
  return (rest.match(CHANGE_OF_KIND)?.length ?? 0) > rest.length / 5;
}

/** The first line of a message, masked. An AWS message may go on with the request it could not verify, headers and all. */
export function maskedFirstLine(message: string): string {
  return mask(message.split(/\r?\n/, 1)[0] ?? '');
}
