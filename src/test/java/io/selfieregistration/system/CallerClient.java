package io.selfieregistration.system;

import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;

import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * The HTTP client of a caller who takes each answer as it is. Left to itself, it would
 * wait as long as a 429 or a 503 says and call again, unseen by the test.
 */
public final class CallerClient {

	private CallerClient() {
	}

	/** A client with connections and cookies of its own. */
	public static RestClient.Builder builder() {
		return RestClient.builder()
			.requestFactory(new HttpComponentsClientHttpRequestFactory(
					HttpClients.custom().useSystemProperties().setRetryStrategy(new TakesEachAnswer()).build()))
			.defaultStatusHandler((status) -> true, (request, response) -> {
			});
	}

	/** Calls again only where the connection broke. */
	private static final class TakesEachAnswer extends DefaultHttpRequestRetryStrategy {

		@Override
		public boolean retryRequest(HttpResponse response, int calls, HttpContext context) {
			return false;
		}

	}

}
