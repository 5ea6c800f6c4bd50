import { timeZone } from './texts.js';

const PLUGIN = 'selfie-registration';

const PROBLEMS = {
  unauthorized: 'Your session has ended. Please log in again.',
  request_unknown: 'There is no such registration, or you may not see it.',
  definition_unknown: 'There is no such process, or you may not see it.',
  delivery_unknown: 'There is no such message, or you may not see it.',
  photo_missing: 'There is no photo of this registration.',
  request_decided: 'The registration is decided, so no link can be sent and it cannot be cancelled any more.',
  not_stuck: 'Nothing of the registration waits to be retried any more.',
  link_not_sent: 'The service does not send the link of this registration, or has not sent it yet.',
  temporarily_unavailable: 'This cannot be done right now. Please try again.',
  offline: 'The service does not answer. Please try again.',
};

/** Why a call was not granted, as a sentence. */
export class Problem extends Error {

  constructor(code, detail) {
    super(PROBLEMS[code] ?? detail ?? 'Something went wrong on the side of the service.');
    this.code = code;
  }

}

/** Calls the server part of this plugin with the session of the Cockpit user. */
export class Api {

  #base;
  #token;
  #signal;

  /**
   * @param {{ cockpitApi: string, engine: string, CSRFToken: string }} api from Cockpit
   * @param {AbortSignal} signal ends all calls when the view is left
   */
  constructor(api, signal) {
    this.#base = `${api.cockpitApi}/plugin/${PLUGIN}/${api.engine}`;
    this.#token = api.CSRFToken;
    this.#signal = signal;
  }

  overview(days, application) {
    return this.#read('/overview', { days, application, zone: timeZone() });
  }

  funnel(processDefinitionId) {
    return this.#read(`/process-definitions/${encodeURIComponent(processDefinitionId)}/funnel`);
  }

  list(search) {
    return this.#read('/requests', { ...search, zone: timeZone() });
  }

  registration(requestId) {
    return this.#read(`/requests/${encodeURIComponent(requestId)}`);
  }

  registrationOf(processInstanceId) {
    return this.#read(`/process-instances/${encodeURIComponent(processInstanceId)}`);
  }

  async resendLink(requestId) {
    await this.#call('POST', `/requests/${encodeURIComponent(requestId)}/link`);
  }

  async retry(requestId) {
    await this.#call('POST', `/requests/${encodeURIComponent(requestId)}/retry`);
  }

  async cancel(requestId) {
    await this.#call('POST', `/requests/${encodeURIComponent(requestId)}/cancel`);
  }

  async redeliver(deliveryId) {
    await this.#call('POST', `/deliveries/${encodeURIComponent(deliveryId)}/redeliver`);
  }

  /** @returns {Promise<Blob>} the photo; the server has kept who looks at it by then */
  async photo(requestId, phase, page) {
    const answer = await this.#call('POST', `/requests/${encodeURIComponent(requestId)}/photo`, { phase, page });
    return answer.blob();
  }

  async #read(path, parameters) {
    return (await this.#call('GET', path, parameters)).json();
  }

  async #call(method, path, parameters = {}) {
    const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
    let answer;
    try {
      answer = await fetch(`${this.#base}${path}${query.size ? `?${query}` : ''}`, {
        method,
        headers: { 'Accept': '*/*', 'X-XSRF-TOKEN': this.#token },
        cache: 'no-store',
        credentials: 'same-origin',
        redirect: 'error',
        signal: this.#signal,
      });
    } catch (error) {
      this.#signal.throwIfAborted();
      throw new Problem('offline');
    }
    if (!answer.ok) {
      const problem = await answer.json().catch(() => ({}));
      throw new Problem(answer.status === 401 ? 'unauthorized' : problem.code, problem.detail);
    }
    return answer;
  }

}
