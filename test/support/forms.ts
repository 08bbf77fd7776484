/** Where tests of the web are, as links of mails and forms say it. */
export const HOST = 'http://localhost'

/** What answers requests: an app, or its like. */
interface Answers {
  request(input: string, init?: RequestInit): Response | Promise<Response>
}

/** The cookies that an answer sets, as the next request sends them; what it takes away is left out. */
export function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0] ?? '')
    .filter((one) => !one.endsWith('='))
    .join('; ')
}

/** Sends a form as a browser does from a page of the same site. */
export async function postForm(
  app: Answers,
  path: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return app.request(`${HOST}${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: HOST,
      host: 'localhost',
      ...headers,
    },
  })
}
