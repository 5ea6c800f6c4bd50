package io.selfieregistration.publishing.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLException;

import jakarta.annotation.PreDestroy;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

import io.selfieregistration.publishing.WebhookAnswer;
import io.selfieregistration.publishing.WebhookSender;
import io.selfieregistration.publishing.http.AddressGuard.AddressRefused;

import org.springframework.stereotype.Component;

/**
 * Sends webhooks by HTTP: to allowed addresses only, over TLS unless the receiver is in
 * an allowed network, without following redirects. An attempt is cut when its time is
 * over, however slowly the receiver goes on.
 */
@Component
class HttpWebhookSender implements WebhookSender {

	private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(2);

	/** How much of an answer is read; nothing in it is used. */
	private static final int ANSWER_LIMIT = 64 * 1024;

	private final Clock clock;

	private final Duration timeout;

	private final AddressGuard guard;

	private final CloseableHttpClient client;

	private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "webhook-timeout");
		thread.setDaemon(true);
		return thread;
	});

	HttpWebhookSender(WebhookSettings settings, Clock clock) {
		this.clock = clock;
		this.timeout = settings.timeout();
		this.guard = new AddressGuard(settings.allowedNetworks());
		Timeout answer = Timeout.of(this.timeout);
		this.client = HttpClients.custom()
			.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
				.setDnsResolver(this.guard)
				.setDefaultConnectionConfig(
						ConnectionConfig.custom().setConnectTimeout(CONNECT_TIMEOUT).setSocketTimeout(answer).build())
				.setMaxConnTotal(100)
				.setMaxConnPerRoute(10)
				.build())
			.setDefaultRequestConfig(RequestConfig.custom()
				.setResponseTimeout(answer)
				.setConnectionRequestTimeout(CONNECT_TIMEOUT)
				.setRedirectsEnabled(false)
				.build())
			// A connection that is kept would keep an address that is not checked again.
			.setConnectionReuseStrategy((request, response, context) -> false)
			.disableAutomaticRetries()
			.disableRedirectHandling()
			.disableCookieManagement()
			.disableAuthCaching()
			.setUserAgent("selfie-registration")
			.build();
	}

	@Override
	public WebhookAnswer send(URI url, String id, byte[] body, String secret) {
		long started = System.nanoTime();
		HttpPost post = new HttpPost(url);
		Instant now = this.clock.instant();
		post.setHeader("webhook-id", id);
		post.setHeader("webhook-timestamp", Long.toString(now.getEpochSecond()));
		post.setHeader("webhook-signature", StandardWebhooks.sign(secret, id, now, body));
		post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
		AtomicReference<Integer> answered = new AtomicReference<>();
		ScheduledFuture<?> cut = this.watch.schedule(post::cancel, this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		try {
			requirePermitted(url);
			return this.client.execute(post, (response) -> {
				boolean whole = readSome(response.getEntity());
				answered.set(response.getCode());
				if (!whole) {
					// The client would read the rest, which may have no end.
					post.cancel();
				}
				return new WebhookAnswer(response.getCode(), null, since(started));
			});
		}
		catch (IOException ex) {
			if (answered.get() != null) {
				return new WebhookAnswer(answered.get(), null, since(started));
			}
			return new WebhookAnswer(null, describe(ex, post.isCancelled()), since(started));
		}
		finally {
			cut.cancel(false);
		}
	}

	@PreDestroy
	void close() throws IOException {
		this.watch.shutdownNow();
		this.client.close();
	}

	private void requirePermitted(URI url) throws IOException {
		boolean complete = url.getHost() != null && url.getUserInfo() == null;
		if (!complete || !("https".equals(url.getScheme())
				|| ("http".equals(url.getScheme()) && this.guard.isOnPremise(url.getHost())))) {
			throw new NotPermitted();
		}
	}

	/**
	 * @return whether nothing is left to be read
	 */
	private static boolean readSome(HttpEntity entity) throws IOException {
		return entity == null || entity.getContent().readNBytes(ANSWER_LIMIT).length < ANSWER_LIMIT;
	}

	/** Says what happened in our own words: a receiver's text goes nowhere. */
	private static String describe(IOException failure, boolean cut) {
		if (failure instanceof NotPermitted) {
			return "the receiver must be called by https";
		}
		if (failure instanceof AddressRefused) {
			return failure.getMessage();
		}
		if (cut || failure instanceof SocketTimeoutException) {
			return "the receiver did not answer in time";
		}
		if (failure instanceof UnknownHostException) {
			return "the name of the receiver cannot be resolved";
		}
		if (failure instanceof SSLException) {
			return "no trusted TLS connection to the receiver";
		}
		if (failure instanceof ConnectException) {
			return "the receiver cannot be reached";
		}
		return "the connection to the receiver broke";
	}

	private static Duration since(long started) {
		return Duration.ofNanos(System.nanoTime() - started);
	}

	/** The address of a receiver is not one that may be called. */
	private static final class NotPermitted extends IOException {

	}

}
