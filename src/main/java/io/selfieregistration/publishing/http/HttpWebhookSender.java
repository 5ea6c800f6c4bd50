package io.selfieregistration.publishing.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
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

import io.selfieregistration.platform.NetworkFault;
import io.selfieregistration.publishing.OutgoingMessage;
import io.selfieregistration.publishing.WebhookAnswer;
import io.selfieregistration.publishing.WebhookSender;
import io.selfieregistration.publishing.http.AddressGuard.AddressRefused;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Sends webhooks over HTTP: only to allowed addresses, over TLS on a usual port unless
 * the receiver is in an allowed network, and without following redirects. An attempt has
 * a total timeout, however slowly the receiver responds.
 */
@Component
class HttpWebhookSender implements WebhookSender {

	private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(2);

	/** Maximum size of a response to read; its content is ignored. */
	private static final int ANSWER_LIMIT = 64 * 1024;

	private final Clock clock;

	private final Duration timeout;

	private final Tracer tracer;

	private final Propagator propagator;

	/** For calls over TLS to usual ports. */
	private final CloseableHttpClient anywhere;

	/** For calls without TLS or to other ports. */
	private final CloseableHttpClient onPremise;

	private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "webhook-timeout");
		thread.setDaemon(true);
		return thread;
	});

	@Autowired
	HttpWebhookSender(WebhookSettings settings, ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator,
			Clock clock) {
		this(settings.timeout(), new AddressGuard(settings.allowedNetworks()), tracer.getIfAvailable(() -> Tracer.NOOP),
				propagator.getIfAvailable(() -> Propagator.NOOP), clock);
	}

	HttpWebhookSender(Duration timeout, AddressGuard guard, Clock clock) {
		this(timeout, guard, Tracer.NOOP, Propagator.NOOP, clock);
	}

	private HttpWebhookSender(Duration timeout, AddressGuard guard, Tracer tracer, Propagator propagator, Clock clock) {
		this.tracer = tracer;
		this.propagator = propagator;
		this.clock = clock;
		this.timeout = timeout;
		this.anywhere = client(guard, timeout);
		this.onPremise = client(guard.onPremiseOnly(), timeout);
	}

	private static CloseableHttpClient client(AddressGuard guard, Duration timeout) {
		Timeout answer = Timeout.of(timeout);
		return HttpClients.custom()
			.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
				.setDnsResolver(guard)
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
			// A reused connection would skip the check of its address.
			.setConnectionReuseStrategy((request, response, context) -> false)
			.disableAutomaticRetries()
			.disableRedirectHandling()
			.disableCookieManagement()
			.disableAuthCaching()
			// The body of a response is ignored, so how it is packed cannot matter.
			.disableContentCompression()
			.setUserAgent("selfie-registration")
			.build();
	}

	@Override
	public WebhookAnswer send(URI url, OutgoingMessage message) {
		long started = System.nanoTime();
		if (!Receivers.isCallable(url)) {
			return new WebhookAnswer(null, "the address of the receiver cannot be called", since(started), null);
		}
		HttpPost post = post(url, message);
		AtomicReference<WebhookAnswer> answered = new AtomicReference<>();
		ScheduledFuture<?> cut = this.watch.schedule(post::cancel, this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		try {
			return client(url).execute(post, (response) -> {
				Duration latency = since(started);
				Duration retryAfter = RetryAfter.of(response.getFirstHeader("Retry-After"), this.clock.instant());
				// The status is the answer, whatever becomes of the body.
				String flaw = flaw(response.getEntity(), post);
				WebhookAnswer answer = new WebhookAnswer(response.getCode(), flaw, latency, retryAfter);
				answered.set(answer);
				if (flaw != null) {
					// Otherwise the client would read the rest, which may be endless.
					post.cancel();
				}
				return answer;
			});
		}
		catch (IOException ex) {
			return (answered.get() != null) ? answered.get()
					: new WebhookAnswer(null, describe(ex, post.isCancelled()), since(started), null);
		}
		finally {
			cut.cancel(false);
		}
	}

	private HttpPost post(URI url, OutgoingMessage message) {
		Instant now = this.clock.instant();
		HttpPost post = new HttpPost(url);
		post.setHeader("Accept-Encoding", "identity");
		post.setHeader("webhook-id", message.id());
		post.setHeader("webhook-timestamp", Long.toString(now.getEpochSecond()));
		post.setHeader("webhook-signature",
				StandardWebhooks.sign(message.secrets(), message.id(), now, message.body()));
		if (message.bearerToken() != null) {
			post.setHeader("Authorization", "Bearer " + message.bearerToken());
		}
		TraceContext trace = this.tracer.currentTraceContext().context();
		if (trace != null) {
			this.propagator.inject(trace, post, HttpPost::setHeader);
		}
		post.setEntity(new ByteArrayEntity(message.body(), ContentType.create(message.contentType())));
		return post;
	}

	private CloseableHttpClient client(URI url) {
		return Receivers.isOrdinary(url) ? this.anywhere : this.onPremise;
	}

	@PreDestroy
	void close() throws IOException {
		this.watch.shutdownNow();
		this.anywhere.close();
		this.onPremise.close();
	}

	/**
	 * Reads the body of a response.
	 * @return what was wrong with it, or null
	 */
	private static String flaw(HttpEntity entity, HttpPost post) {
		try {
			return (entity == null || entity.getContent().readNBytes(ANSWER_LIMIT).length < ANSWER_LIMIT) ? null
					: "the body of the response was not read to its end";
		}
		catch (IOException ex) {
			return post.isCancelled() ? "the body of the response did not end in time"
					: "the body of the response broke off";
		}
	}

	/** Describes the failure in our own words, never quoting the receiver. */
	private static String describe(IOException failure, boolean cut) {
		return (failure instanceof AddressRefused) ? failure.getMessage()
				: NetworkFault.describe("receiver", cut ? new SocketTimeoutException() : failure);
	}

	private static Duration since(long started) {
		return Duration.ofNanos(System.nanoTime() - started);
	}

}
