package io.selfieregistration.monitoring;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.micrometer.tracing.Link;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;

import io.selfieregistration.request.RequestEvent;
import io.selfieregistration.request.RequestId;
import io.selfieregistration.request.RequestTraces;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Stores the trace of the call that created a request, as the {@code traceparent} of W3C
 * Trace Context, and continues it in later work. Reads it by primary key; runs no
 * statement if tracing is off.
 */
@Component
class TracedRequests implements RequestTraces {

	private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-0([01])");

	private static final Span NOT_TRACED = new Span() {

		@Override
		public void failed(Throwable failure) {
			// Not traced
		}

		@Override
		public void end() {
			// Not traced
		}

	};

	private final JdbcClient jdbc;

	private final ObjectProvider<Tracer> tracer;

	private final boolean enabled;

	TracedRequests(JdbcClient jdbc, ObjectProvider<Tracer> tracer, Environment environment) {
		this.jdbc = jdbc;
		this.tracer = tracer;
		this.enabled = environment.getProperty(TracingSwitch.ENABLED, boolean.class, false);
	}

	/** Joins the transaction that creates the request. */
	@EventListener
	void keep(RequestEvent.Created created) {
		io.micrometer.tracing.Span current = this.enabled ? this.tracer.getObject().currentSpan() : null;
		if (current != null) {
			TraceContext context = current.context();
			this.jdbc.sql("update request set traceparent = :traceparent where id = :id")
				.param("traceparent",
						"00-%s-%s-%s".formatted(context.traceId(), context.spanId(),
								Boolean.TRUE.equals(context.sampled()) ? "01" : "00"))
				.param("id", created.id().value())
				.update();
		}
	}

	@Override
	public Span begin(RequestId id, String work) {
		return this.enabled ? find(id).map((parent) -> begin(parent, work)).orElse(NOT_TRACED) : NOT_TRACED;
	}

	private Span begin(TraceContext parent, String work) {
		Tracer tracer = this.tracer.getObject();
		io.micrometer.tracing.Span.Builder builder = tracer.spanBuilder().setParent(parent).name(work);
		io.micrometer.tracing.Span caller = tracer.currentSpan();
		if (caller != null && !caller.context().traceId().equals(parent.traceId())) {
			builder.addLink(new Link(caller.context()));
		}
		io.micrometer.tracing.Span span = builder.start();
		return new Started(span, tracer.withSpan(span));
	}

	private Optional<TraceContext> find(RequestId id) {
		return this.jdbc.sql("select traceparent from request where id = :id and traceparent is not null")
			.param("id", id.value())
			.query(String.class)
			.optional()
			.map(TRACEPARENT::matcher)
			.filter(Matcher::matches)
			.map((traceparent) -> this.tracer.getObject()
				.traceContextBuilder()
				.traceId(traceparent.group(1))
				.spanId(traceparent.group(2))
				.sampled(traceparent.group(3).equals("1"))
				.build());
	}

	private record Started(io.micrometer.tracing.Span span, Tracer.SpanInScope scope) implements Span {

		/** Records the type only, as the message may quote personal input. */
		@Override
		public void failed(Throwable failure) {
			this.span.tag("error", failure.getClass().getSimpleName());
		}

		@Override
		public void end() {
			this.scope.close();
			this.span.end();
		}

	}

}
