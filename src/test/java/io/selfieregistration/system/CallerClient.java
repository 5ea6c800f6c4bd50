package io.selfieregistration.system;

import java.time.Duration;

import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

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
		return builder(Duration.ofMinutes(3));
	}

	/** A client who gives up when no answer comes in time. */
	static RestClient.Builder builder(Duration patience) {
		return RestClient.builder()
			.requestFactory(new HttpComponentsClientHttpRequestFactory(HttpClients.custom()
				.useSystemProperties()
				.setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(Timeout.of(patience)).build())
				.setRetryStrategy(new TakesEachAnswer())
				.build()))
			.defaultStatusHandler((status) -> true, (request, response) -> {
			});
	}

	/** Calls again only where the connection broke, and never when no answer came. */
	private static final class TakesEachAnswer extends DefaultHttpRequestRetryStrategy {

		@Override
		public boolean retryRequest(HttpResponse response, int calls, HttpContext context) {
			return false;
		}

	}

}
